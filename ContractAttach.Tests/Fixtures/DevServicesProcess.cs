using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ContractAttach.Tests.Fixtures;

/// <summary>
/// The development services as a process of their own, on free ports and over a data directory. They end with the test run, even
/// one that is killed: their standard input closes.
/// </summary>
public sealed class DevServicesProcess : IAsyncDisposable
{
    // Azurite's published development account: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
    private const string AccountName = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly TaskCompletionSource<string> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private DevServicesProcess(Process process, string dataDirectory, string accessKey)
    {
        (_process, DataDirectory, AccessKey) = (process, dataDirectory, accessKey);
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>The process, for tests that end it themselves.</summary>
    public Process Process => _process;

    /// <summary>Where it keeps its data.</summary>
    public string DataDirectory { get; }

    /// <summary>The access key that it checks, in base64.</summary>
    public string AccessKey { get; }

    /// <summary>Its address, without a slash at the end; also the sign-in authority.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>For the SMS and e-mail clients.</summary>
    public string CommunicationConnectionString => $"endpoint={BaseUrl}/;accesskey={AccessKey}";

    /// <summary>For the clients of its Azurite.</summary>
    public string StorageConnectionString { get; private set; } = "";

    /// <summary>The ports of its Azurite.</summary>
    public (int Blob, int Queue, int Table) AzuritePorts { get; private set; }

    /// <summary>A client with its address.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>What it printed so far.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    /// <summary>Starts it and comes back when it is ready.</summary>
    /// <param name="dataDirectory">Its data directory; made where there is none.</param>
    /// <param name="settings">Further settings as environment variables; by default everything takes free ports.</param>
    /// <param name="accessKey">The access key; a new one where it is null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">It ended instead; the message is its output.</exception>
    public static async Task<DevServicesProcess> StartAsync(
        string dataDirectory, IReadOnlyDictionary<string, string>? settings = null, string? accessKey = null, CancellationToken cancellationToken = default)
    {
        accessKey ??= Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ContractAttach.DevServices.dll"), "--exit-with-parent"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DevServices__Port"] = "0",
                ["DevServices__AzuritePorts__Blob"] = "0",
                ["DevServices__AzuritePorts__Queue"] = "0",
                ["DevServices__AzuritePorts__Table"] = "0",
                ["DevServices__DataDirectory"] = dataDirectory,
                ["Communication__ConnectionString"] = $"endpoint=http://127.0.0.1:7072/;accesskey={accessKey}",
            },
        };
        foreach ((string name, string value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        DevServicesProcess services = new(Process.Start(start)!, dataDirectory, accessKey);
        try
        {
            await services.ReadyAsync(cancellationToken);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings that have another process use this one's Azurite.</summary>
    public Dictionary<string, string> SameAzurite() => new()
    {
        ["DevServices__AzuritePorts__Blob"] = $"{AzuritePorts.Blob}",
        ["DevServices__AzuritePorts__Queue"] = $"{AzuritePorts.Queue}",
        ["DevServices__AzuritePorts__Table"] = $"{AzuritePorts.Table}",
    };

    /// <summary>Stops it as its starter would, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        Task exited = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(_listening.Task, exited) == exited)
        {
            await _reading;
            throw new InvalidOperationException($"The development services did not start: {Output}");
        }

        BaseUrl = await _listening.Task;
        Http.BaseAddress = new Uri(BaseUrl);
        JsonNode ports = (await Http.GetFromJsonAsync<JsonObject>("/health", cancellationToken))!["azurite"]!;
        AzuritePorts = ((int)ports["blob"]!, (int)ports["queue"]!, (int)ports["table"]!);
        StorageConnectionString = $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};"
            + $"BlobEndpoint=http://127.0.0.1:{AzuritePorts.Blob}/{AccountName};QueueEndpoint=http://127.0.0.1:{AzuritePorts.Queue}/{AccountName};"
            + $"TableEndpoint=http://127.0.0.1:{AzuritePorts.Table}/{AccountName};";
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is string line)
        {
            _output.Enqueue(line);
            if (line.StartsWith("Listening on ", StringComparison.Ordinal))
                _listening.TrySetResult(line["Listening on ".Length..]);
        }
    }
}
