using System.Text.Json.Nodes;
using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>What is deployed on Azure: compiled by the Bicep compiler, and read as Azure gets it.</summary>
[Collection<TemplateGroup>]
public sealed class TemplateTests(CompiledTemplates compiled)
{
    // The only resource that a role may be given on, by role: what the application needs, and who puts the keys in.
    private static readonly string[] Roles =
    [
        "Microsoft.Communication/communicationServices: 09976791-48a7-449e-bb21-39d1a415f350",
        "Microsoft.Insights/components: 3913510d-42f4-4e42-8a64-420c390055eb",
        "Microsoft.KeyVault/vaults: 4633458b-17de-408a-b874-0445c86b69e6",
        "Microsoft.KeyVault/vaults: b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        "Microsoft.Storage/storageAccounts/blobServices/containers: ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        "Microsoft.Storage/storageAccounts: 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        "Microsoft.Storage/storageAccounts: 974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        "Microsoft.Storage/storageAccounts: b7e6dc6d-f1b7-4753-9033-0f276bb0955b",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_file_has_anything_that_the_strict_rules_speak_of()
    {
        Assert.Equal("", await BicepCompiler.LintAsync(".bicep", Token));
        Assert.Equal("", await BicepCompiler.LintAsync(".bicepparam", Token));
    }

    [Fact]
    public void Nothing_lets_anybody_in_by_a_key_or_in_clear()
    {
        ILookup<string, TemplateResource> resources = Resources.ToLookup(resource => resource.Type);

        JsonObject storage = Assert.Single(resources["Microsoft.Storage/storageAccounts"]).Properties;
        Assert.False((bool)storage["allowSharedKeyAccess"]!);
        Assert.False((bool)storage["allowBlobPublicAccess"]!);
        Assert.Equal("TLS1_2", (string?)storage["minimumTlsVersion"]);
        Assert.True((bool)storage["supportsHttpsTrafficOnly"]!);
        Assert.NotEmpty(resources["Microsoft.Storage/storageAccounts/blobServices/containers"]);
        Assert.All(resources["Microsoft.Storage/storageAccounts/blobServices/containers"], container => Assert.Equal("None", (string?)container.Properties["publicAccess"]));

        JsonObject site = Assert.Single(resources["Microsoft.Web/sites"]).Properties;
        Assert.True((bool)site["httpsOnly"]!);
        Assert.Equal("1.2", (string?)site["siteConfig"]!["minTlsVersion"]);
        Assert.Equal("1.2", (string?)site["siteConfig"]!["scmMinTlsVersion"]);
        Assert.Equal("UserAssignedIdentity", (string?)site["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!["type"]);
        TemplateResource[] passwords = [.. resources["Microsoft.Web/sites/basicPublishingCredentialsPolicies"]];
        Assert.Equal(2, passwords.Length);
        Assert.All(passwords, policy => Assert.False((bool)policy.Properties["allow"]!));

        Assert.True((bool)Assert.Single(resources["Microsoft.Communication/communicationServices"]).Properties["disableLocalAuth"]!);
        Assert.True((bool)Assert.Single(resources["Microsoft.Insights/components"]).Properties["DisableLocalAuth"]!);
        Assert.NotEmpty(resources["Microsoft.OperationalInsights/workspaces"]);
        Assert.All(resources["Microsoft.OperationalInsights/workspaces"], workspace => Assert.True((bool)workspace.Properties["features"]!["disableLocalAuth"]!));
        JsonObject vault = Assert.Single(resources["Microsoft.KeyVault/vaults"]).Properties;
        Assert.True((bool)vault["enableRbacAuthorization"]!);
        Assert.True((bool)vault["enablePurgeProtection"]!);
        Assert.Empty(resources["Microsoft.KeyVault/vaults/secrets"]);
    }

    [Fact]
    public void Each_role_is_given_on_the_one_resource_that_it_is_for()
    {
        IEnumerable<string> given = Resources
            .Where(resource => resource.Type == "Microsoft.Authorization/roleAssignments")
            .Select(assignment => $"{assignment.ScopeType}: {((string)assignment.Properties["roleDefinitionId"]!).Split('/')[^1]}");
        Assert.Equal(Roles, given.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_secret_is_put_out_or_in_settings()
    {
        foreach (JsonObject template in compiled.Templates)
        {
            foreach ((_, JsonNode? output) in template["outputs"]?.AsObject() ?? [])
                Assert.DoesNotMatch("(?i)list[a-z]*(keys|secrets|credentials)|accountkey|accesskey|password", output!.ToJsonString());
        }

        Assert.All(Settings, setting => Assert.DoesNotMatch("(?i)list[a-z]*(keys|secrets|credentials)|accountkey|accesskey|password", (string)setting.Value!));
        foreach ((string name, JsonNode? value) in Settings.Where(setting => setting.Key.StartsWith("Codes__Keys__", StringComparison.Ordinal) || setting.Key.EndsWith("HashKey", StringComparison.Ordinal)))
            Assert.True(((string)value!).Contains("@Microsoft.KeyVault(SecretUri=", StringComparison.Ordinal), name);
    }

    [Fact]
    public async Task Settings_are_the_samples_with_identities_instead_of_keys()
    {
        JsonObject sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", "local.settings.sample.json"), Token))!["Values"]!.AsObject();
        string[] byIdentity = ["Storage__ConnectionString", "Communication__ConnectionString", "AzureWebJobsStorage"];
        string[] local = ["FUNCTIONS_WORKER_RUNTIME", "AZURE_FUNCTIONS_ENVIRONMENT", "Storage__TablePrefix", "Samples__Contracts"];
        string[] expected =
        [
            .. sample.Select(setting => setting.Key).Where(name => !byIdentity.Contains(name) && !local.Contains(name) && !name.StartsWith("DevServices__", StringComparison.Ordinal)).Select(name => name == "Codes__Keys__local" ? "Codes__Keys__k1" : name),
            "Storage__TablesEndpoint", "Communication__Endpoint",
            "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
            "AZURE_CLIENT_ID", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AzureWebJobsDisableHomepage", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG",
        ];
        Assert.Equal(expected.Distinct().Order(StringComparer.Ordinal), Settings.Select(setting => setting.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_operators_settings_win_but_for_identity_and_keys()
    {
        JsonObject settings = SettingsOf(await CompiledTemplates.ProductionAsync(
            ("APP_SETTINGS", """{ "Attachment__CodesPerLinePerDay": "5", "Sms__From": "AUTRE", "azure_client_id": "a", "Storage__HashKey": "b", "Codes__Keys__k1": "c", "Codes__CurrentKey": "d" }""")));
        Assert.Equal("5", (string?)settings["Attachment__CodesPerLinePerDay"]);
        Assert.Equal("AUTRE", (string?)settings["Sms__From"]);

        Dictionary<string, string> others = settings.ToDictionary(setting => setting.Key, setting => (string)setting.Value!, StringComparer.OrdinalIgnoreCase);
        foreach (string name in new[] { "AZURE_CLIENT_ID", "Storage__HashKey", "Codes__Keys__k1", "Codes__CurrentKey" })
            Assert.Equal((string?)Settings[name], others[name]);
    }

    [Fact]
    public async Task A_key_rotates_by_parameters()
    {
        JsonObject settings = SettingsOf(await CompiledTemplates.ProductionAsync(("CODES_KEYS", "k1, k2"), ("CODES_CURRENT_KEY", "k2")));
        Assert.Equal(["Codes__Keys__k1", "Codes__Keys__k2"], settings.Select(setting => setting.Key).Where(name => name.StartsWith("Codes__Keys__", StringComparison.Ordinal)));
        Assert.Equal((string?)Settings["Codes__Keys__k1"], (string?)settings["Codes__Keys__k1"]);
        Assert.Equal(((string?)settings["Codes__Keys__k1"])!.Replace("'k1'", "'k2'", StringComparison.Ordinal), (string?)settings["Codes__Keys__k2"]);
        Assert.Equal("k2", (string?)settings["Codes__CurrentKey"]);

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => CompiledTemplates.ProductionAsync(("CODES_CURRENT_KEY", "k2")));
        Assert.Contains("codesCurrentKey is none of codesKeys.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_that_nobody_took_are_forgotten_after_a_month()
    {
        JsonNode rule = Assert.Single(Resources.Single(resource => resource.Type == "Microsoft.Storage/storageAccounts/managementPolicies").Properties["policy"]!["rules"]!.AsArray())!["definition"]!;
        string container = (string)Resources.Single(resource => resource.Type == "Microsoft.EventGrid/systemTopics/eventSubscriptions").Properties["deadLetterWithResourceIdentity"]!["deadLetterDestination"]!["properties"]!["blobContainerName"]!;
        Assert.Equal([container + "/"], rule["filters"]!["prefixMatch"]!.AsArray().Select(prefix => (string)prefix!));
        Assert.Equal(30, (int)rule["actions"]!["baseBlob"]!["delete"]!["daysAfterModificationGreaterThan"]!);
    }

    [Fact]
    public void Instances_are_replaced_some_after_others() =>
        Assert.Equal("RollingUpdate", (string?)Resources.Single(resource => resource.Type == "Microsoft.Web/sites").Properties["functionAppConfig"]!["siteUpdateStrategy"]!["type"]);

    [Fact]
    public void Every_parameter_and_output_says_what_it_is_for()
    {
        foreach (JsonObject template in compiled.Templates)
        {
            foreach ((string name, JsonNode? described) in (template["parameters"]?.AsObject() ?? []).Concat(template["outputs"]?.AsObject() ?? []))
                Assert.False(string.IsNullOrEmpty((string?)described!["metadata"]?["description"]), name);
        }
    }

    private IReadOnlyList<TemplateResource> Resources => compiled.Resources;

    private JsonObject Settings => SettingsOf(Resources);

    private static JsonObject SettingsOf(IEnumerable<TemplateResource> resources) => resources.Single(resource => resource.Type == "Microsoft.Web/sites/config").Properties;
}
