using System.Net;
using System.Net.Sockets;
using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Hosting;

/// <summary>The application as a process of its own: what its terminal says, and its exit code.</summary>
public sealed class ApplicationProcessTests(DevServicesFixture services) : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();
    private readonly Dictionary<string, string> _settings = new()
    {
        ["Companions__Disabled"] = "true",
        ["Host__LocalHttpPort"] = "0",
        ["AzureWebJobsStorage"] = services.StorageConnectionString,
        ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = $"hub{Guid.NewGuid():N}",
        ["Storage__ConnectionString"] = services.StorageConnectionString,
        ["Storage__TablePrefix"] = $"t{Guid.NewGuid():N}"[..12],
        ["SignIn__Authority"] = services.BaseUrl,
        ["Samples__Contracts"] = "",
        ["Communication__ConnectionString"] = services.CommunicationConnectionString,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task It_says_where_it_listens_and_ends_with_0_when_told_to_stop()
    {
        await using ApplicationProcess process = Start();
        Uri address = await process.ListeningAsync();
        using var client = new HttpClient();
        using HttpResponseMessage answer = await client.GetAsync(new Uri(address, "/health/live"), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        await process.StopAsync(Token);

        Assert.Equal((0, ""), (process.ExitCode, process.Error));
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", "nonsense", "AzureWebJobsStorage is not the connection string of a storage account")]
    [InlineData("AzureWebJobsStorage", "", "AzureWebJobsStorage is not set")]
    [InlineData("Storage__ConnectionString", "nonsense", "Storage__ConnectionString")]
    [InlineData("Storage__HashKey", "short", "Storage__HashKey")]
    [InlineData("Host__LocalHttpPort", "http", "Host__LocalHttpPort is 'http'")]
    public async Task A_setting_that_is_wrong_is_named_and_the_exit_code_is_1(string name, string value, string saying)
    {
        _settings[name] = value;
        Assert.Contains(saying, await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_missing_settings_are_a_line_each()
    {
        (_settings["SignIn__Authority"], _settings["Storage__HashKey"], _settings["Sms__From"]) = ("", "", "");
        string[] lines = (await FailAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["SignIn", "Sms", "Storage"], lines.Select(l => l.Split(':', '_')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Storage_that_cannot_be_reached_is_said()
    {
        _settings["AzureWebJobsStorage"] = _settings["Storage__ConnectionString"] = services.StorageConnectionString.Replace($":{services.Process.AzuritePorts.Table}/", ":1/", StringComparison.Ordinal);
        Assert.Contains("cannot be reached", await FailAsync(), StringComparison.Ordinal);
    }

    // More in a row than a table's own three tries, for the eight tables and the two of the engine.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Storage_that_has_a_bad_moment_at_the_start_is_waited_for(bool answers)
    {
        await using WireProxy proxy = await WireProxy.StartAsync(services.StorageConnectionString, services.CommunicationConnectionString, Token);
        _settings["AzureWebJobsStorage"] = _settings["Storage__ConnectionString"] = proxy.StorageConnectionString;
        int calls = 0;
        proxy.Faulting = _ => Interlocked.Increment(ref calls) > 40 ? null : answers ? WireFault.Refused(HttpStatusCode.ServiceUnavailable) : WireFault.Dropped();

        await using ApplicationProcess process = Start();
        await process.ListeningAsync();

        Assert.Equal("", process.Error);
    }

    [Fact]
    public async Task Storage_that_answers_but_does_not_serve_is_said()
    {
        await using WireProxy proxy = await WireProxy.StartAsync(services.StorageConnectionString, services.CommunicationConnectionString, Token);
        _settings["Storage__ConnectionString"] = proxy.StorageConnectionString;
        proxy.Faulting = _ => WireFault.Refused(HttpStatusCode.ServiceUnavailable);

        Assert.Contains("The storage account does not serve now (503", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_port_is_named_together_with_the_way_to_another()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _settings["Host__LocalHttpPort"] = $"{((IPEndPoint)listener.LocalEndpoint).Port}";
        string saying = await FailAsync();
        Assert.Contains(_settings["Host__LocalHttpPort"], saying, StringComparison.Ordinal);
        Assert.Contains("Host__LocalHttpPort=", saying, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_store_is_sent_away()
    {
        await using ApplicationProcess first = Start();
        await first.ListeningAsync();
        _settings["AzureWebJobsStorage"] = services.StorageConnectionString.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        Assert.Contains("Another process already runs on this store", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_durable_engine_that_cannot_go_on_ends_the_process_with_1()
    {
        string hub = _settings["AzureFunctionsJobHost__extensions__durableTask__hubName"];
        TableInstanceStore store = new(Options.Create(new EngineOptions { ConnectionString = services.StorageConnectionString, HubName = hub }));
        await store.InitializeAsync(Token);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await store.InsertAsync(
            new()
            {
                InstanceId = "foreign",
                Name = "Any",
                Version = "",
                Status = OrchestrationRuntimeStatus.Pending,
                CreatedAt = now,
                UpdatedAt = now,
                Live = true,
                Execution = "1",
                Commit = "1",
                History = HistoryText.Write([new HistoryEvent { Kind = HistoryEventKind.ExecutionStarted, Name = "Any" }]),
            },
            Token);
        await using WireProxy proxy = await WireProxy.StartAsync(services.StorageConnectionString, services.CommunicationConnectionString, Token);
        using ManualResetEventSlim changed = new();
        proxy.Forwarding = call =>
        {
            if (call.Kind.StartsWith($"{hub}durableinstances P", StringComparison.Ordinal))
                changed.Wait(Token);
            return true;
        };
        _settings["AzureWebJobsStorage"] = proxy.StorageConnectionString;
        await using ApplicationProcess process = Start();
        await process.ListeningAsync();

        InstanceRow row = (await store.ReadAsync("foreign", Token))!;
        await store.ReplaceAsync(row with { Commit = "another" }, row, Token);
        changed.Set();
        await Patience.ForAsync(process.EndedAsync(Token), "the application to end");

        Assert.Contains("Something else has written to the durable engine's store", process.Output, StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public async Task A_malformed_settings_file_is_named_with_the_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "local.settings.json"), "{\n  oops\n}", Token);
        Assert.Contains("local.settings.json, line 2:", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_companion_that_does_not_start_stops_the_start()
    {
        await UseCompanionAsync(port: 1);

        string saying = await FailAsync(lines: 20);

        Assert.Contains("ended with exit code", saying, StringComparison.Ordinal);
        Assert.Contains("nowhere.dll", saying, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Development_services_that_run_already_are_used_and_sent_away_where_their_access_key_is_another()
    {
        await UseCompanionAsync(new Uri(services.BaseUrl).Port);
        _settings["Communication__ConnectionString"] = $"endpoint=http://127.0.0.1:7072/;accesskey={services.AccessKey}";
        await using (ApplicationProcess process = Start())
        {
            await process.ListeningAsync();
            Assert.Contains($"dev-services already answers at {services.BaseUrl}", process.Output, StringComparison.Ordinal);
        }

        _settings["Communication__ConnectionString"] = $"endpoint=http://127.0.0.1:7072/;accesskey={Convert.ToBase64String(new byte[64])}";
        Assert.Contains($"The dev-services that answers at {services.BaseUrl} has another Communication__ConnectionString", await FailAsync(), StringComparison.Ordinal);
    }

    // The settings of a fresh clone, with the development services at this port, or a program there that does not exist.
    private async Task UseCompanionAsync(int port)
    {
        _settings["Companions__Disabled"] = "false";
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "local.settings.json"), (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "local.settings.sample.json"), Token))
            .Replace("DevServices/ContractAttach.DevServices.dll", "nowhere.dll", StringComparison.Ordinal)
            .Replace(":7072/health", $":{port}/health", StringComparison.Ordinal), Token);
        _settings["Storage__HashKey"] = _settings["Codes__Keys__local"] = Convert.ToBase64String(new byte[32]);
    }

    private async Task<string> FailAsync(int lines = 3)
    {
        await using ApplicationProcess process = Start();
        await Assert.ThrowsAsync<InvalidOperationException>(process.ListeningAsync);
        await process.EndedAsync(Token);

        Assert.Equal(1, process.ExitCode);
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
        Assert.InRange(process.Error.Trim().Split('\n').Length, 1, lines);
        return process.Error;
    }

    private ApplicationProcess Start() => ApplicationProcess.Start(_settings, _directory.FullName);
}
