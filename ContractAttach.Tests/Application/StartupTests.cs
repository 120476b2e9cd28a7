using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ContractAttach.LocalRuntime.Hosting;
using ContractAttach.Storage;
using ContractAttach.Tests.Engine;
using ContractAttach.Tests.Fixtures;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>What the application says where it cannot start, and what it leaves when it ends.</summary>
public sealed class StartupTests(DevServicesFixture services) : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("AzureWebJobsStorage", null, "AzureWebJobsStorage is not set")]
    [InlineData("Storage__ConnectionString", null, "Storage__ConnectionString")]
    [InlineData("Storage__TablePrefix", "a-b", "Storage__TablePrefix")]
    [InlineData("Storage__HashKey", null, "Storage__HashKey")]
    [InlineData("SignIn__Authority", null, "SignIn__Authority is missing")]
    [InlineData("SignIn__Authority", "http://sign-in.example.com", "SignIn__Authority must be reached by https")]
    [InlineData("SignIn__Audience", null, "SignIn__Audience is missing")]
    [InlineData("SignIn__ClientId", null, "SignIn__ClientId is missing")]
    [InlineData("SignIn__Scope", "", "SignIn__Scope is empty")]
    [InlineData("Hooks__Authority", null, "Hooks__Authority is missing")]
    [InlineData("Hooks__Authority", "http://sign-in.example.com", "Hooks__Authority must be reached by https")]
    [InlineData("Hooks__Audience", null, "Hooks__Audience is missing")]
    [InlineData("Hooks__Role", "", "Hooks__Role is empty")]
    [InlineData("Communication__ConnectionString", null, "Communication__ConnectionString")]
    [InlineData("Communication__ConnectionString", "endpoint=nowhere", "Communication__ConnectionString")]
    [InlineData("Sms__From", null, "Sms__From is missing")]
    [InlineData("Email__From", null, "Email__From is missing")]
    [InlineData("Email__From", "nobody", "Email__From must be")]
    [InlineData("Codes__Keys__test", null, "Codes__Keys is empty")]
    [InlineData("Codes__Keys__test", "short", "Codes__Keys__test must be")]
    [InlineData("Codes__CurrentKey", null, "Codes__CurrentKey is missing")]
    [InlineData("Codes__CurrentKey", "other", "Codes__CurrentKey names 'other'")]
    [InlineData("Attachment__CodeDigits", "4", "Attachment__CodeDigits must be between 6 and 10")]
    [InlineData("Attachment__CodeDigits", "abc", "Attachment__CodeDigits must be a whole number")]
    [InlineData("Attachment__CodeLifetime", "01:00:00", "Attachment__CodeLifetime must be between 00:00:01 and 00:10:00")]
    [InlineData("Attachment__CodeLifetime", "ten minutes", "Attachment__CodeLifetime must be a length of time")]
    [InlineData("Cleanup__SideBySide", "0", "Cleanup__SideBySide must be between")]
    [InlineData("SignIn__Authority", "https://", "SignIn__Authority must be an address")]
    [InlineData("Directory__BaseUrl", "directory", "Directory__BaseUrl must be an https address")]
    [InlineData("Directory__BaseUrl", "http://directory.example.com", "Directory__BaseUrl must be an https address")]
    [InlineData("Directory__BaseUrl", "https://directory.example.com/?key=1", "Directory__BaseUrl must be an https address")]
    [InlineData("Directory__BaseUrl", "https://directory.example.com", "Directory__Scope is missing")]
    [InlineData("Directory__Scope", "api://directory/.default", "Directory__BaseUrl is missing")]
    [InlineData("Portal__Url", null, "Portal__Url is missing")]
    [InlineData("Portal__Url", "attach.example.com", "Portal__Url must be an https address")]
    [InlineData("Portal__Url", "/", "Portal__Url must be an https address")]
    [InlineData("Portal__Url", "http://attach.example.com", "Portal__Url must be an https address")]
    [InlineData("Portal__Url", "https://attach.example.com/?from=sms", "Portal__Url must be an https address")]
    [InlineData("Portal__Url", "https://attach-a-contract.self-service.customers.example.com", "Portal__Url must have at most 57 characters")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT must be an address")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "/collector", "OTEL_EXPORTER_OTLP_ENDPOINT must be an address")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "00000000-0000-0000-0000-000000000001", "APPLICATIONINSIGHTS_CONNECTION_STRING must be")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "IngestionEndpoint=https://example.com/", "APPLICATIONINSIGHTS_CONNECTION_STRING must be")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=;IngestionEndpoint=https://example.com/", "APPLICATIONINSIGHTS_CONNECTION_STRING must be")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=1;IngestionEndpoint=example.com", "APPLICATIONINSIGHTS_CONNECTION_STRING must be")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=1;InstrumentationKey=2", "APPLICATIONINSIGHTS_CONNECTION_STRING must be")]
    [InlineData("AZURE_FUNCTIONS_ENVIRONMENT", "Production", "SignIn__Authority names a development service")]
    public async Task A_setting_that_is_missing_or_wrong_is_named(string name, string? value, string saying)
    {
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        settings[name] = value;
        if (value is null)
            settings.Remove(name);
        using IHost host = TestApplication.Builder(settings).Build();

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Token));

        Assert.Contains(saying, StartupErrors.Sentences(exception), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_are_wrong_are_named_at_once()
    {
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        (string Name, string Value, string Saying)[] wrong =
        [
            ("Attachment__CodeDigits", "abc", "Attachment__CodeDigits must be a whole number."),
            ("Attachment__CodeLifetime", "ten minutes", "Attachment__CodeLifetime must be a length of time, such as 00:10:00."),
            ("Attachment__TriesPerRequest", "0", "Attachment__TriesPerRequest must be"),
            ("Cleanup__RunTime", "soon", "Cleanup__RunTime must be a length of time, such as 00:10:00."),
            ("Codes__Keys__test", "short", "Codes__Keys__test must be"),
            ("Email__From", "nobody", "Email__From must be"),
            ("SignIn__Authority", "https://", "SignIn__Authority must be an address, such as https://example.com."),
            ("Storage__HashKey", "short", "Storage__HashKey is"),
        ];
        foreach ((string name, string value, _) in wrong)
            settings[name] = value;
        using IHost host = TestApplication.Builder(settings).Build();

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Token));

        string[] sentences = StartupErrors.Sentences(exception)!.Split(Environment.NewLine);
        Assert.All(wrong, setting => Assert.Contains(sentences, sentence => sentence.StartsWith(setting.Saying, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_that_there_is_not_is_told_of_and_hinders_nothing()
    {
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        settings["Attachment__CodesPerLinePerDy"] = "5";
        TestLog log = new();
        FunctionsApplicationBuilder builder = TestApplication.Builder(settings);
        builder.Services.AddSingleton<ILoggerProvider>(log);
        using IHost host = builder.Build();

        await host.StartAsync(Token);

        Assert.Contains("Attachment__CodesPerLinePerDy", Assert.Single(log.Lines, line => line.Contains("There is no setting", StringComparison.Ordinal)), StringComparison.Ordinal);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Tables_that_are_half_restored_are_not_served()
    {
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        Tables tables = new(Options.Create(new StorageOptions { ConnectionString = settings["Storage__ConnectionString"], TablePrefix = settings["Storage__TablePrefix"]! }));
        await tables.EnsureCreatedAsync(Token);
        await tables.Accounts.AddEntityAsync(new TableEntity(Tables.RestoreMark, Tables.RestoreMark), Token);
        using IHost host = TestApplication.Builder(settings).Build();

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Token));

        Assert.Contains("not yet wholly restored", StartupErrors.Sentences(exception), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_and_everything_that_it_started()
    {
        int[] ports = FreePorts.Take(4);
        string ready = $"http://127.0.0.1:{ports[0]}/health";
        WriteSettings(ready);
        await using ApplicationProcess process = ApplicationProcess.Start(
            new Dictionary<string, string>
            {
                ["Host__LocalHttpPort"] = "0",
                ["DevServices__Port"] = $"{ports[0]}",
                ["DevServices__AzuritePorts__Blob"] = $"{ports[1]}",
                ["DevServices__AzuritePorts__Queue"] = $"{ports[2]}",
                ["DevServices__AzuritePorts__Table"] = $"{ports[3]}",
            },
            _directory.FullName);
        Process[] started = [];
        try
        {
            await process.ListeningAsync();
            started = ChildrenOf(process.Id);
            Assert.True(Listens(ports[0]) && Listens(ports[3]), "The development services do not listen.");

            await process.StopAsync(Token, "INT");

            Assert.Equal((0, ""), (process.ExitCode, process.Error));
            Assert.All(ports, port => Assert.False(Listens(port), $"Something still listens at port {port}."));
        }
        finally
        {
            // They are in sessions of their own, and end neither with the application nor with the tests.
            foreach (Process left in started.Where(child => !child.HasExited))
            {
                using Process kill = Process.Start("kill", [$"{left.Id}"]);
                await Patience.ForAsync(left.WaitForExitAsync(CancellationToken.None), "a companion to end");
            }
        }
    }

    // The fourth word of a process's stat is its parent.
    private static Process[] ChildrenOf(int id) =>
        [.. Process.GetProcesses().Where(process => File.Exists($"/proc/{process.Id}/stat") && File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1].Split(' ')[1] == $"{id}")];

    private void WriteSettings(string ready)
    {
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        File.WriteAllText(Path.Combine(_directory.FullName, "local.settings.json"), new JsonObject
        {
            ["IsEncrypted"] = false,
            ["Values"] = new JsonObject(settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
            ["Companions"] = new JsonArray(new JsonObject
            {
                ["Name"] = "dev-services",
                ["Command"] = "dotnet",
                ["Arguments"] = new JsonArray("ContractAttach.DevServices.dll"),
                ["Ready"] = ready,
            }),
        }.ToJsonString());
    }

    private static bool Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
