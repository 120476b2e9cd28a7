using System.Diagnostics;
using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary><c>infra/keys.sh</c> makes the keys that are missing, with a stand-in for the Azure CLI.</summary>
public sealed class KeysScriptTests : IDisposable
{
    // Its vault is a folder: list prints the one that is asked for where it is there, set puts it there and fails where it already is.
    private const string Cli = """
        #!/usr/bin/env sh
        set -eu
        case "$*" in
          *'secret list'*--query*) name=${7#*\'}; name=${name%%\'*}; test ! -e "$VAULT/$name" || echo "$name" ;;
          *'secret list'*) ;;
          *'secret set'*) test ! -e "$VAULT/$7"; printf %s "$9" > "$VAULT/$7" ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contract-attach-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Missing_keys_are_made_and_others_left_alone()
    {
        string cli = Path.Combine(_folder.FullName, "az");
        await File.WriteAllTextAsync(cli, Cli, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(cli, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await RunAsync(codesKeys: null);
        Assert.Equal(["codes-key-k1", "storage-hash-key"], Keys.Select(key => key.Name));
        Assert.All(Keys, key => Assert.Equal(32, Convert.FromBase64String(key.Value).Length));
        (string, string)[] before = Keys;

        await RunAsync("k1,k2");
        Assert.Equal(before, Keys.Where(key => key.Name != "codes-key-k2"));
        Assert.Equal(3, Keys.DistinctBy(key => key.Value).Count());
    }

    private string Vault => _folder.CreateSubdirectory("vault").FullName;

    private (string Name, string Value)[] Keys =>
        [.. Directory.EnumerateFiles(Vault).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];

    private async Task RunAsync(string? codesKeys)
    {
        var start = new ProcessStartInfo("sh", [Path.Combine(BicepCompiler.Folder, "keys.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = _folder.FullName + Path.PathSeparator + start.Environment["PATH"];
        start.Environment["VAULT"] = Vault;
        start.Environment["KEY_VAULT_NAME"] = "kv-attach";
        start.Environment["CODES_KEYS"] = codesKeys;
        using Process process = Process.Start(start)!;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (process.ExitCode, said[1]));
    }
}
