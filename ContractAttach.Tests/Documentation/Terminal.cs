using System.Diagnostics;
using System.Text;
using Xunit;

namespace ContractAttach.Tests.Documentation;

/// <summary>A shell, as who reads the documents has it open: what one block of commands sets, the next ones find.</summary>
internal sealed class Terminal : IDisposable
{
    private const char Separator = '\u001E';

    private readonly Process _shell = Process.Start(new ProcessStartInfo("bash")
    {
        WorkingDirectory = AppContext.BaseDirectory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;

    /// <summary>Starts it; as on a screen, errors stand among the answers.</summary>
    public Terminal() => _shell.StandardInput.Write("exec 2>&1\n");

    /// <summary>Has the commands done.</summary>
    /// <returns>What they printed.</returns>
    public async Task<string> TypeAsync(string commands)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await _shell.StandardInput.WriteAsync($"{commands}\nprintf '\\036'\n".AsMemory(), cancellationToken);
        await _shell.StandardInput.FlushAsync(cancellationToken);

        StringBuilder output = new();
        char[] read = new char[1];
        while (await _shell.StandardOutput.ReadAsync(read, cancellationToken) == 1 && read[0] != Separator)
            output.Append(read[0]);
        return output.ToString();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shell.Kill(entireProcessTree: true);
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
