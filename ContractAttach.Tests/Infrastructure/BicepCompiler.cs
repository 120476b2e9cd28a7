using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>The Bicep compiler, from its package, on the files of <c>infra</c>.</summary>
internal static class BicepCompiler
{
    /// <summary>Where the files are.</summary>
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "infra");

    private static readonly string Program = Path.GetFullPath(
        typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "BicepPath").Value!);

    // What parameter files take from whoever deploys.
    private static readonly Dictionary<string, string> Deployer = new()
    {
        ["ACTION_GROUP_ID"] = "/subscriptions/s/resourceGroups/g/providers/microsoft.insights/actionGroups/contract-attach",
        ["ALERT_EMAIL"] = "exploitation@example.com",
        ["AZURE_ENV_NAME"] = "test",
        ["AZURE_LOCATION"] = "francecentral",
        ["AZURE_PRINCIPAL_ID"] = "00000000-0000-0000-0000-000000000001",
        ["BUDGET_START"] = "2026-12-01",
        ["COMMUNICATION_SERVICE_NAME"] = "acs-contract-attach",
        ["HOOKS_AUDIENCE"] = "contract-attach-hooks",
        ["SERVICE_URL"] = "https://contrats.example.com",
        ["SIGN_IN_AUTHORITY"] = "https://connexion.example.com",
        ["SIGN_IN_AUDIENCE"] = "contract-attach",
        ["SIGN_IN_CLIENT_ID"] = "contract-attach-web",
        ["SMS_FROM"] = "ESPACE",
        ["STORAGE_ACCOUNT_NAME"] = "stcontractattach",
    };

    /// <summary>What the compiler and the linter say of all files with this ending: nothing where all is well.</summary>
    public static async Task<string> LintAsync(string ending, CancellationToken cancellationToken) =>
        (await RunAsync([], cancellationToken, "lint", "--pattern", Path.Combine(Folder, "**", "*" + ending))).Said;

    /// <summary>The template that Azure is given.</summary>
    public static async Task<JsonObject> BuildAsync(string file, CancellationToken cancellationToken)
    {
        (string template, string said) = await RunAsync([], cancellationToken, "build", Path.Combine(Folder, file), "--stdout");
        return said.Length == 0 ? JsonNode.Parse(template)!.AsObject() : throw new InvalidOperationException(said);
    }

    /// <summary>What Azure is asked for with a parameter file: conditions, loops and expressions are evaluated, but for what only a deployment knows.</summary>
    /// <param name="parameterFile">The file.</param>
    /// <param name="where">What says where it is deployed to: <c>--location</c> for a subscription's template, <c>--resource-group</c> for a group's.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <param name="environment">What the deployer has set besides.</param>
    public static async Task<IReadOnlyList<TemplateResource>> ResourcesAsync(
        string parameterFile, string[] where, CancellationToken cancellationToken, params (string Name, string Value)[] environment)
    {
        string path = Path.Combine(Folder, parameterFile);
        (_, string said) = await RunAsync(environment, cancellationToken, ["snapshot", path, "--mode", "overwrite", "--subscription-id", Guid.Empty.ToString(), .. where]);
        if (said.Length > 0)
            throw new InvalidOperationException(said);
        JsonNode snapshot = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(path, "snapshot.json"), cancellationToken))!;
        return [.. snapshot["predictedResources"]!.AsArray().Select(resource => new TemplateResource(resource!.AsObject()))];
    }

    private static async Task<(string Output, string Said)> RunAsync((string Name, string Value)[] environment, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in Deployer.Select(value => (value.Key, value.Value)).Concat(environment))
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string said = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (await output, process.ExitCode == 0 || said.Length > 0 ? said : $"{string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
