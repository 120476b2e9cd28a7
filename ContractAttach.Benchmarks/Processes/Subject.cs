using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ContractAttach.Benchmarks.Storage;

namespace ContractAttach.Benchmarks.Processes;

/// <summary>What is measured, in a process of its own: the application, its floor, or its peer.</summary>
internal sealed class Subject : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private int _calls;

    private Subject(string name) => Name = name;

    /// <summary>How the reports call it.</summary>
    public string Name { get; }

    /// <summary>Its process.</summary>
    public ApplicationProcess Process { get; private set; } = null!;

    /// <summary>What it asks of its tables; null where it is not counted.</summary>
    public TableCallCounter? TableCalls { get; private set; }

    /// <summary>How often it was called so far.</summary>
    public int Calls => _calls;

    /// <summary>Starts it and comes back when it serves.</summary>
    /// <param name="name">How the reports call it; its task hub too.</param>
    /// <param name="program">The program and its arguments.</param>
    /// <param name="stage">What is around it.</param>
    /// <param name="countsTableCalls">Whether its table calls are counted, which slows it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Subject> StartAsync(string name, IReadOnlyList<string> program, Stage stage, bool countsTableCalls, CancellationToken cancellationToken)
    {
        Subject subject = new(name);
        try
        {
            string storage = stage.DevServices.StorageConnectionString;
            if (countsTableCalls)
            {
                Uri tables = new($"http://127.0.0.1:{stage.DevServices.AzuritePorts.Table}/");
                subject.TableCalls = await TableCallCounter.StartAsync(tables, cancellationToken);
                storage = storage.Replace(tables.AbsoluteUri, subject.TableCalls.Address.AbsoluteUri, StringComparison.Ordinal);
            }

            subject.Process = await ApplicationProcess.StartAsync(stage.Directory, program, stage.Settings.Of(storage, hub: name), cancellationToken);
            subject._http.BaseAddress = subject.Process.Address;
            return subject;
        }
        catch
        {
            await subject.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls it.</summary>
    /// <returns>Its answer.</returns>
    /// <exception cref="HttpRequestException">The answer is no success; the message holds it.</exception>
    public async Task<JsonNode> CallAsync(HttpMethod method, string path, string token, HttpContent? body, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
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
        if (Process is not null)
            await Process.DisposeAsync();
        if (TableCalls is not null)
            await TableCalls.DisposeAsync();
    }
}
