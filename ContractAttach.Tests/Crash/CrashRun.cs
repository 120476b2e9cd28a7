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
    private readonly SentMessages _sent = new();
    private readonly ApplicationKeeper _application;

    private PlannedKill? _armed;
    private int _seen;

    private CrashRun(CrashPlan plan, DevServicesFixture services, WireProxy proxy)
    {
        (_plan, _services, _proxy) = (plan, services, proxy);
        _application = new ApplicationKeeper(plan.Settings(services, proxy), _directory, proxy);
        proxy.Forwarding = call =>
        {
            _sent.Remember(call);
            return Passes(call, answered: false);
        };
        proxy.Answering = call => Passes(call, answered: true);
    }

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
            return run._application.Kills;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            string what = exception is OperationCanceledException ? $"It has not come to its end within {Deadline}." : exception.Message;
            throw new CrashRunException($"{what}\n{plan}; killed {run._application.Kills} times\n{exception.StackTrace}\n{run._application.Output}");
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
        // The first life is armed when the customers begin.
        Task lives = _application.KeepAsync(life => Arm(life > 0 && life < _plan.Kills.Count ? _plan.Kills[life] : null), _plan.Downtime, over.Token);
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

        if (_sent.Violations.FirstOrDefault() is { } violation)
            throw new CrashRunException(violation);
        if (_application.Kills == 0)
            throw new CrashRunException("The process was never killed: the plan counts calls that are not made.");
    }

    private async Task ActAsync(CancellationToken cancellationToken)
    {
        var crowd = new Crowd(_plan, _http, _application.AddressAsync, _services);
        IReadOnlyList<CrashCustomer> customers = await crowd.SignInAsync(cancellationToken);
        Arm(_plan.Kills[0]);
        IReadOnlyList<EndedRequest> ended = await Crowd.RunAsync(customers, cancellationToken);
        await new Aftermath(_plan, ended, () => _application.Kills, _services).CheckAsync(cancellationToken);
    }

    private void Arm(PlannedKill? kill) => (_seen, _armed) = (0, kill);

    private bool Passes(WireProxyCall call, bool answered)
    {
        if (_armed is not { } kill || kill.Service != call.Service || kill.Answered != answered || Interlocked.Increment(ref _seen) != kill.Call)
            return true;
        _application.Kill();
        return false;
    }
}
