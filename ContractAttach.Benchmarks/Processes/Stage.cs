using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ContractAttach.Benchmarks.Storage;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Benchmarks.Processes;

/// <summary>The application, the development services and their Azurite, each a process, on free ports over an empty folder.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("contract-attach-benchmark-").FullName;
    private readonly HttpClient _http = new();

    private Stage()
    {
    }

    /// <summary>The application.</summary>
    public ApplicationProcess Application { get; private set; } = null!;

    /// <summary>The development services.</summary>
    public DevServicesProcess DevServices { get; private set; } = null!;

    /// <summary>What the application asks of its tables; null where it is not counted.</summary>
    public TableCallCounter? TableCalls { get; private set; }

    /// <summary>Starts all and comes back when the application serves.</summary>
    public static async Task<Stage> SetAsync(bool countsTableCalls, CancellationToken cancellationToken)
    {
        Stage stage = new();
        try
        {
            await stage.StartAsync(countsTableCalls, cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls the application.</summary>
    /// <returns>Its answer.</returns>
    /// <exception cref="HttpRequestException">The answer is no success; the message holds it.</exception>
    public async Task<JsonNode> CallAsync(HttpMethod method, string path, string token, HttpContent? body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, $"/api/v1/{path}") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken);
        string text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{method} {path} was answered {(int)answer.StatusCode}: {text}", null, answer.StatusCode);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (Application is not null)
            await Application.DisposeAsync();
        if (TableCalls is not null)
            await TableCalls.DisposeAsync();
        if (DevServices is not null)
            await DevServices.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartAsync(bool countsTableCalls, CancellationToken cancellationToken)
    {
        DevServices = await DevServicesProcess.StartAsync(_directory, cancellationToken: cancellationToken);
        string storage = DevServices.StorageConnectionString;
        if (countsTableCalls)
        {
            Uri tables = new($"http://127.0.0.1:{DevServices.AzuritePorts.Table}/");
            TableCalls = await TableCallCounter.StartAsync(tables, cancellationToken);
            storage = storage.Replace(tables.AbsoluteUri, TableCalls.Address.AbsoluteUri, StringComparison.Ordinal);
        }

        Application = await ApplicationProcess.StartAsync(_directory, DevServices, storage, cancellationToken);
        _http.BaseAddress = Application.Address;
    }
}
