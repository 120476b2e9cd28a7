using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary><c>infra/delivery-reports.sh</c> waits for what takes minutes after a first deployment, with stand-ins for curl and the Azure CLI.</summary>
public sealed class DeliveryReportsScriptTests
{
    // Answers from the third time on.
    private const string Application = """
        echo "$*" >> asked; test "$(wc -l < asked)" -ge 3
        """;

    // Deploys the second time, if the application has answered.
    private const string Cli = """
        case "$*" in 'deployment group create --resource-group rg-contract-attach '*/delivery-reports.bicepparam*) ;; *) exit 1 ;; esac
        test "$(wc -l < asked)" -eq 3; echo "$*" >> deployed; test "$(wc -l < deployed)" -ge 2
        """;

    [Fact]
    public async Task The_application_is_waited_for_and_the_right_to_the_storage_account()
    {
        using var script = new DeployScript("delivery-reports.sh", ("curl", Application), ("az", Cli));
        Assert.Equal((0, ""), await RunAsync(script));
        Assert.EndsWith(" https://contrats.example.com/health/ready", Lines(script, "asked")[^1], StringComparison.Ordinal);
        Assert.Equal(2, Lines(script, "deployed").Length);
    }

    [Theory]
    [InlineData("echo 'storage: unreachable' >&2; exit 22", "exit 0", 22, "storage: unreachable")]
    [InlineData("exit 0", "echo refused >&2; exit 3", 1, "refused")]
    public async Task What_does_not_come_is_told_and_not_waited_for_for_ever(string application, string cli, int exitCode, string error)
    {
        using var script = new DeployScript("delivery-reports.sh", ("curl", application), ("az", cli));
        (int ended, string said) = await RunAsync(script);
        Assert.Equal(exitCode, ended);
        Assert.Contains(error, said, StringComparison.Ordinal);
    }

    private static string[] Lines(DeployScript script, string name) => File.ReadAllLines(Path.Combine(script.State.FullName, name));

    private static Task<(int ExitCode, string Error)> RunAsync(DeployScript script) =>
        script.RunAsync(("AZURE_RESOURCE_GROUP", "rg-contract-attach"), ("SERVICE_URL", "https://contrats.example.com"));
}
