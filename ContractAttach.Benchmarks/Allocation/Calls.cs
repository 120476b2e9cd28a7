using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using ContractAttach.Benchmarks.Attach;
using ContractAttach.Notifications;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.Benchmarks.Allocation;

/// <summary>The calls of an attach over HTTP, on Azurite: the application, but for SMS, and the client are in this process.</summary>
public class Calls
{
    /// <summary>Calls of an iteration.</summary>
    internal const int Each = 8;

    // Those of all iterations, and to spare.
    private const int People = 40;

    // RULES allow an account 10 codes in 24 hours.
    private const int LinesEach = 5;

    private readonly ConcurrentQueue<(Customer Customer, string Line)> _unused = new();
    private readonly Queue<(Customer Customer, string Request, string Code)> _waiting = new();
    private readonly KeptSms _sms = new();
    private DevServicesFixture _services = null!;
    private TestApplication _application = null!;
    private HttpClient _http = null!;

    /// <summary>Starts all of it and makes people and contracts.</summary>
    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _services = new DevServicesFixture();
        await _services.InitializeAsync();
        _application = await TestApplication.StartAsync(_services, replace: services => services.AddSingleton<ISmsSender>(_sms));
        _http = new HttpClient { BaseAddress = _application.BaseUrl };
        string[] lines = [.. Enumerable.Range(0, People * LinesEach).Select(number => $"+3361{number:D7}")];
        string contracts = string.Join('\n', lines.Select((line, number) => JsonSerializer.Serialize(Customers.Contract(line, number))));
        using StringContent body = new(contracts, Encoding.UTF8, "application/x-ndjson");
        await CallAsync(await _services.TokenAsync(new { sub = "operator", roles = new[] { "operator" } }), HttpMethod.Post, "operator/contracts", body);
        foreach (string[] own in lines.Chunk(LinesEach))
        {
            string email = $"{own[0][1..]}@example.com";
            Customer customer = new(await _services.TokenAsync(new { sub = email, email }), email, new Queue<string>());
            await CallAsync(customer.Token, HttpMethod.Post, "account", JsonContent.Create(new { contactDetails = new { email } }));
            foreach (string line in own)
                _unused.Enqueue((customer, line));
        }
    }

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        _http.Dispose();
        await _application.DisposeAsync();
        await _services.DisposeAsync();
    }

    /// <summary>Begins requests that a code can be entered in, or that can be looked at.</summary>
    [IterationSetup(Targets = [nameof(EnterAsync), nameof(LookAsync)])]
    public void Wait() => WaitAsync().GetAwaiter().GetResult();

    /// <summary>Begins a request, until its SMS is sent.</summary>
    [Benchmark(Description = "POST attach-requests, until the SMS")]
    public async Task StartAsync() => _waiting.Enqueue(await BeginAsync());

    /// <summary>Enters a code, until the contract is attached.</summary>
    [Benchmark(Description = "POST code, until attached")]
    public async Task EnterAsync()
    {
        (Customer customer, string request, string code) = _waiting.Dequeue();
        using JsonContent body = JsonContent.Create(new Attach.CodeBody(code));
        JsonNode answer = await CallAsync(customer.Token, HttpMethod.Post, $"attach-requests/{request}/code", body);
        while ((string?)answer["status"] != "attached")
            answer = await CallAsync(customer.Token, HttpMethod.Get, $"attach-requests/{request}?status={answer["status"]}", null);
    }

    /// <summary>Looks at a request, which is answered at once: it awaits its code.</summary>
    [Benchmark(Description = "GET attach-requests/{id}")]
    public Task LookAsync()
    {
        (Customer customer, string request, _) = _waiting.Dequeue();
        return CallAsync(customer.Token, HttpMethod.Get, $"attach-requests/{request}", null);
    }

    private async Task WaitAsync()
    {
        _waiting.Clear();
        for (int i = 0; i < Each; i++)
            _waiting.Enqueue(await BeginAsync());
    }

    private async Task<(Customer Customer, string Request, string Code)> BeginAsync()
    {
        (Customer customer, string line) = _unused.TryDequeue(out (Customer, string) next) ? next : throw new InvalidOperationException("All lines are used up.");
        Task<string> code = _sms.CodeAsync(line);
        using JsonContent body = JsonContent.Create(StartBody.Of(customer, line));
        JsonNode request = await CallAsync(customer.Token, HttpMethod.Post, "attach-requests", body);
        return (customer, (string)request["id"]!, await code);
    }

    private async Task<JsonNode> CallAsync(string token, HttpMethod method, string path, HttpContent? body)
    {
        using HttpRequestMessage request = new(method, $"/api/v1/{path}") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Prefer", "wait=5");
        using HttpResponseMessage answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
