using System.Diagnostics;
using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>A script of <c>infra</c>, run with stand-ins for the commands that it calls.</summary>
internal sealed class DeployScript : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contract-attach-tests-");
    private readonly string _name;

    /// <summary>A script, which waits for nothing.</summary>
    /// <param name="name">Its file.</param>
    /// <param name="standIns">The commands, each with the shell's lines in its place; they start in <see cref="State"/>.</param>
    public DeployScript(string name, params (string Command, string Lines)[] standIns)
    {
        _name = name;
        State = _folder.CreateSubdirectory("state");
        foreach ((string command, string lines) in standIns.Append(("sleep", "")))
        {
            string path = Path.Combine(_folder.FullName, command);
            File.WriteAllText(path, $"#!/usr/bin/env sh\nset -eu\ncd '{State.FullName}'\n{lines}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Where stand-ins keep what they know.</summary>
    public DirectoryInfo State { get; }

    /// <summary>Runs it.</summary>
    /// <returns>What it ended with, and what it said of what went wrong.</returns>
    public async Task<(int ExitCode, string Error)> RunAsync(params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo("sh", [Path.Combine(BicepCompiler.Folder, _name)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = _folder.FullName + Path.PathSeparator + start.Environment["PATH"];
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said[1]);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
