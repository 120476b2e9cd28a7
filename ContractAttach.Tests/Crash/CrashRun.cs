using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Crash;

/// <summary>One run of a plan: the real process is killed and started again while customers go on.</summary>
internal sealed class CrashRun : IAsyncDisposable
{
    // A run takes seconds; on a machine that is busy with other things, more of them.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    private readonly CrashPlan _plan;
    private readonly DevServicesFixture _services;
    private readonly WireProxy _proxy;
    private readonly HttpClient _http = new() { Timeout = Deadline };
    private readonly string _directory = Directory.CreateTempSubdirectory("contract-attach-crash-").FullName;
    private readonly ConcurrentQueue<string> _outputs = [];
    private readonly ConcurrentDictionary<string, string> _contents = [];
    private readonly ConcurrentQueue<string> _violations = [];

    private TaskCompletionSource<Uri> _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ApplicationProcess? _process;
    private PlannedKill? _armed;
    private int _seen;

    private CrashRun(CrashPlan plan, DevServicesFixture services, WireProxy proxy)
    {
        (_plan, _services, _proxy) = (plan, services, proxy);
        proxy.Forwarding = call =>
        {
            Remember(call);
            return Passes(call, answered: false);
        };
        proxy.Answering = call => Passes(call, answered: true);
    }

    /// <summary>How often the process was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Runs the plan of a seed.</summary>
    /// <returns>How often the process was killed.</returns>
    /// <exception cref="CrashRunException">Something was not as it must be; the message says all that is known.</exception>
    public static async Task<int> RunAsync(CrashPlan plan, DevServicesFixture services, CancellationToken cancellationToken)
    {
        WireProxy proxy = await WireProxy.StartAsync(services.StorageConnectionString, services.CommunicationConnectionString, cancellationToken);
        await using var run = new CrashRun(plan, services, proxy);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Deadline);
        try
        {
            await run.RunAsync(limit.Token);
            return run.Kills;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            string what = exception is OperationCanceledException ? $"It has not come to its end within {Deadline}." : exception.Message;
            throw new CrashRunException($"{what}\n{plan}; killed {run.Kills} times\n{exception.StackTrace}\n{string.Join("\n-- killed --\n", run._outputs)}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task lives = LiveAsync(over.Token);
        Task customers = ActAsync(over.Token);
        try
        {
            // Where the process ends of itself, nobody is to wait for it.
            await await Task.WhenAny(lives, customers);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(lives, customers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_violations.TryPeek(out string? violation))
            throw new CrashRunException(violation);
        if (Kills == 0)
            throw new CrashRunException("The process was never killed: the plan counts calls that are not made.");
    }

    /// <summary>Starts the process, and starts it again whenever it was killed.</summary>
    private async Task LiveAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> settings = _plan.Settings(_services, _proxy);
        for (int life = 0; ; life++)
        {
            // The first life is armed when the customers begin.
            Arm(life > 0 && life < _plan.Kills.Count ? _plan.Kills[life] : null);
            await LiveOnceAsync(settings, cancellationToken);
            if (Kills == life)
                throw new CrashRunException("The process ended of itself.");

            await _proxy.DisconnectedAsync(cancellationToken);
            await Task.Delay(_plan.Downtime, cancellationToken);
        }
    }

    private async Task LiveOnceAsync(Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        ApplicationProcess process = _process = ApplicationProcess.Start(settings, _directory);
        try
        {
            if (await process.Address.WaitAsync(cancellationToken) is { } address)
                _running.TrySetResult(address);
            await process.EndedAsync(cancellationToken);
            // Killed before it served anybody, it leaves who waits waiting.
            if (_running.Task.IsCompleted)
                _running = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        finally
        {
            await process.DisposeAsync();
            _outputs.Enqueue(process.Output);
        }
    }

    private async Task ActAsync(CancellationToken cancellationToken)
    {
        RetryingClient operators = await SignInAsync(new { sub = "operator", roles = new[] { "operator" } }, cancellationToken);
        string contracts = string.Join('\n', _plan.Requests.Select(request => JsonSerializer.Serialize(request.Contract)));
        Reply import = await operators.CallAsync(HttpMethod.Post, "operator/contracts", contracts, cancellationToken);
        if ((int?)import.Body["imported"] != _plan.Requests.Count())
            throw new CrashRunException($"The import was answered {import}.");

        List<CrashCustomer> customers = [];
        foreach (PlannedCustomer customer in _plan.Customers)
        {
            RetryingClient client = await SignInAsync(new { sub = customer.Subject, email = customer.Email, givenName = "Léo", familyName = "Bernard" }, cancellationToken);
            customers.Add(new CrashCustomer(customer, client, _services));
        }

        Arm(_plan.Kills[0]);
        EndedRequest[][] ended = await Task.WhenAll(customers.Select(customer => customer.RunAsync(cancellationToken)));
        var aftermath = new Aftermath(_plan, [.. ended.SelectMany(requests => requests)], Kills, _services);
        await aftermath.CheckAsync(cancellationToken);
    }

    private async Task<RetryingClient> SignInAsync(object person, CancellationToken cancellationToken) =>
        new(_http, cancellation => _running.Task.WaitAsync(cancellation), await _services.TokenAsync(person, cancellationToken));

    private void Arm(PlannedKill? kill) => (_seen, _armed) = (0, kill);

    private bool Passes(WireProxyCall call, bool answered)
    {
        if (_armed is not { } kill || kill.Service != call.Service || kill.Answered != answered || Interlocked.Increment(ref _seen) != kill.Call)
            return true;
        Kills++;
        _process!.Kill();
        return false;
    }

    /// <summary>A repeat must be the same message, whether or not the first one went out.</summary>
    private void Remember(WireProxyCall call)
    {
        if (call.Service == WireProxyService.Tables)
            return;
        (string? send, string content) = (call.OperationId, call.Text);
        if (call.Service == WireProxyService.Sms)
        {
            JsonObject sms = JsonNode.Parse(content)!.AsObject();
            (send, content) = ((string?)sms["smsSendOptions"]?["tag"], (string)sms["message"]!);
        }

        if (send is null)
            _violations.Enqueue($"A message that nobody can tell from another one: {content}");
        else if (_contents.GetOrAdd(send, content) is { } first && first != content)
            _violations.Enqueue($"{send} was first\n{first}\nand then\n{content}");
    }
}
