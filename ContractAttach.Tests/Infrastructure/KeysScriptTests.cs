using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary><c>infra/keys.sh</c> makes the keys that are missing, and has the application take them, with a stand-in for the Azure CLI.</summary>
public sealed class KeysScriptTests : IDisposable
{
    // Its vault is a folder: list prints the one that is asked for where it is there, set puts it there and fails where it already is.
    // The application gets its keys when it is told to for the third time.
    private const string Cli = """
        case "$*" in
          *'secret list'*--query*) name=${7#*\'}; name=${name%%\'*}; test ! -e "vault/$name" || echo "$name" ;;
          *'secret list'*) mkdir -p vault ;;
          *'secret set'*) test ! -e "vault/$7"; printf %s "$9" > "vault/$7" ;;
          *'functionapp show'*) echo /the/application ;;
          *'rest --method post --url /the/application/config/configreferences/appsettings/refresh?'*)
            echo told >> told; test ! -e refuses -a "$(wc -l < told)" -ge 3 || echo Storage__HashKey ;;
          *) exit 1 ;;
        esac
        """;

    private readonly DeployScript _script = new("keys.sh", ("az", Cli));

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Missing_keys_are_made_and_others_left_alone()
    {
        Assert.Equal((0, ""), await RunAsync(codesKeys: null));
        Assert.Equal(["codes-key-k1", "storage-hash-key"], Keys.Select(key => key.Name));
        Assert.All(Keys, key => Assert.Equal(32, Convert.FromBase64String(key.Value).Length));
        (string, string)[] before = Keys;

        Assert.Equal((0, ""), await RunAsync("k1, k2"));
        Assert.Equal(before, Keys.Where(key => key.Name != "codes-key-k2"));
        Assert.Equal(3, Keys.DistinctBy(key => key.Value).Count());
    }

    [Fact]
    public async Task The_application_is_told_of_new_keys_until_it_has_them()
    {
        await RunAsync(codesKeys: null);
        Assert.Equal(3, Told);

        await RunAsync(codesKeys: null);
        Assert.Equal(3, Told);
    }

    [Fact]
    public async Task An_application_that_does_not_get_its_keys_is_told_of()
    {
        await File.WriteAllTextAsync(Path.Combine(_script.State.FullName, "refuses"), "", TestContext.Current.CancellationToken);
        (int exitCode, string error) = await RunAsync(codesKeys: null);
        Assert.Equal(1, exitCode);
        Assert.Contains("Storage__HashKey", error, StringComparison.Ordinal);
    }

    private (string Name, string Value)[] Keys =>
        [.. Directory.EnumerateFiles(Path.Combine(_script.State.FullName, "vault")).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];

    private int Told => File.ReadAllLines(Path.Combine(_script.State.FullName, "told")).Length;

    private Task<(int ExitCode, string Error)> RunAsync(string? codesKeys) => _script.RunAsync(
        ("KEY_VAULT_NAME", "kv-attach"), ("AZURE_RESOURCE_GROUP", "rg-contract-attach"), ("FUNCTION_APP_NAME", "func-contract-attach"), ("CODES_KEYS", codesKeys));
}
