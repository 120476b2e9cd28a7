using System.Diagnostics;
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
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["Companions__Disabled"] = "true",
        ["Host__LocalHttpPort"] = "0",
        ["AzureWebJobsStorage"] = services.StorageConnectionString,
        ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = $"hub{Guid.NewGuid():N}",
        ["Storage__ConnectionString"] = services.StorageConnectionString,
        ["Storage__TablePrefix"] = $"t{Guid.NewGuid():N}"[..12],
        ["SignIn__Authority"] = services.BaseUrl,
        ["Communication__ConnectionString"] = services.CommunicationConnectionString,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task It_says_where_it_listens_and_ends_with_0_when_told_to_stop()
    {
        using Process process = Start();
        string address = await ListeningAsync(process);
        using var client = new HttpClient();
        using HttpResponseMessage answer = await client.GetAsync(new Uri($"{address}/health/live"), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(Token);

        Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(Token)));
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

    [Fact]
    public async Task A_busy_port_is_named_together_with_the_way_to_another()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _settings["Host__LocalHttpPort"] = $"{((IPEndPoint)listener.LocalEndpoint).Port}";
        string saying = await FailAsync();
        Assert.Contains(_settings["Host__LocalHttpPort"]!, saying, StringComparison.Ordinal);
        Assert.Contains("Host__LocalHttpPort=", saying, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_store_is_sent_away()
    {
        using Process first = Start();
        try
        {
            await ListeningAsync(first);
            Assert.Contains("Another process already runs on this store", await FailAsync(), StringComparison.Ordinal);
        }
        finally
        {
            first.Kill();
        }
    }

    [Fact]
    public async Task A_durable_engine_that_cannot_go_on_ends_the_process_with_1()
    {
        string hub = _settings["AzureFunctionsJobHost__extensions__durableTask__hubName"]!;
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
        using Process process = Start();
        await ListeningAsync(process);

        InstanceRow row = (await store.ReadAsync("foreign", Token))!;
        await store.ReplaceAsync(row with { Commit = "another" }, Token);
        changed.Set();
        string output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Contains("Something else has written to the durable engine's store", output, StringComparison.Ordinal);
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
        _settings["Companions__Disabled"] = null;
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "local.settings.json"), (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "local.settings.sample.json"), Token))
            .Replace("DevServices/ContractAttach.DevServices.dll", "nowhere.dll", StringComparison.Ordinal)
            .Replace(":7072/health", ":1/health", StringComparison.Ordinal), Token);
        _settings["Storage__HashKey"] = _settings["Codes__Keys__local"] = Convert.ToBase64String(new byte[32]);

        string saying = await FailAsync(lines: 20);

        Assert.Contains("ended with exit code", saying, StringComparison.Ordinal);
        Assert.Contains("nowhere.dll", saying, StringComparison.Ordinal);
    }

    private async Task<string> FailAsync(int lines = 3)
    {
        using Process process = Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync(Token);
        string error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal(1, process.ExitCode);
        Assert.DoesNotContain("   at ", error + await output, StringComparison.Ordinal);
        Assert.InRange(error.Trim().Split('\n').Length, 1, lines);
        return error;
    }

    private static async Task<string> ListeningAsync(Process process)
    {
        const string Listening = "Listening on ";
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
            if (line.StartsWith(Listening, StringComparison.Ordinal))
                return line[Listening.Length..];
        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Token));
    }

    private Process Start()
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ContractAttach.Functions.dll")])
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in _settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
