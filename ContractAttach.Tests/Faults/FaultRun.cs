using System.Diagnostics.CodeAnalysis;
using ContractAttach.Functions.Cleanup;
using ContractAttach.Tests.Crash;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.Tests.Faults;

/// <summary>An application inside the test, whose way to storage, SMS and e-mail can go wrong, and customers who go on all the same.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    // A run takes seconds; on a machine that is busy with other things, more of them.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    // What could not be told at once is told then: RULES, the clean-up runs every 5 minutes.
    private static readonly TimeSpan LeftFor = TimeSpan.FromMinutes(5);

    private readonly CrashPlan _plan;
    private readonly DevServicesFixture _services;
    private readonly string _storage;
    private readonly TestApplicationClock _clock = new();
    private readonly SentMessages _sent = new();
    private readonly CancellationTokenSource _limit;
    private TestApplication? _application;

    [SuppressMessage("Reliability", "CA2000", Justification = "The run disposes of it.")]
    private FaultRun(CrashPlan plan, DevServicesFixture services, string storage, WireProxy proxy, CancellationToken cancellationToken)
    {
        (_plan, _services, _storage, Proxy) = (plan, services, storage, proxy);
        _limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _limit.CancelAfter(Deadline);
        proxy.Forwarding = call =>
        {
            _sent.Remember(call);
            return true;
        };
    }

    /// <summary>The application's way to storage, SMS and e-mail.</summary>
    public WireProxy Proxy { get; }

    /// <summary>Calls the application.</summary>
    public HttpClient Http { get; } = new() { Timeout = Deadline };

    /// <summary>Runs out when the run takes too long.</summary>
    public CancellationToken Token => _limit.Token;

    /// <summary>Starts the application.</summary>
    /// <param name="plan">What the customers do.</param>
    /// <param name="services">Who signs people in, and has their messages.</param>
    /// <param name="storage">Connection string of its storage.</param>
    /// <param name="settings">Settings that differ; null for none.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<FaultRun> StartAsync(
        CrashPlan plan, DevServicesFixture services, string storage, Action<Dictionary<string, string?>>? settings, CancellationToken cancellationToken)
    {
        WireProxy proxy = await WireProxy.StartAsync(storage, services.CommunicationConnectionString, cancellationToken);
        var run = new FaultRun(plan, services, storage, proxy, cancellationToken);
        try
        {
            Dictionary<string, string?> all = plan.Settings(services, proxy).ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
            settings?.Invoke(all);
            run._application = await TestApplication.StartAsync(all, run._clock);
            run.Http.BaseAddress = run._application.BaseUrl;
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Imports the contracts, and signs the customers in.</summary>
    public Task<IReadOnlyList<CrashCustomer>> SignInAsync() =>
        new Crowd(_plan, Http, _ => Task.FromResult(_application!.BaseUrl), _services).SignInAsync(Token);

    /// <summary>Checks what came of it, once the clean-up has told what could not be told.</summary>
    /// <param name="ended">What the customers saw.</param>
    /// <param name="mishaps">Says how often something went wrong.</param>
    public async Task CheckAsync(IReadOnlyList<EndedRequest> ended, Func<int> mishaps)
    {
        var aftermath = new Aftermath(_plan, ended, mishaps, _services, _storage);
        await aftermath.CompleteAsync(Token);
        _clock.Skip(LeftFor);
        IServiceProvider services = _application!.Services;
        CleanupFigures figures = await services.GetRequiredService<Cleaner>().CleanAsync(services.GetRequiredService<DurableTaskClient>(), Token);
        if (figures.Left > 0)
            throw new CrashRunException($"The clean-up left {figures.Left} things.");
        await aftermath.CheckAsync(Token);
        if (_sent.Violations.FirstOrDefault() is { } violation)
            throw new CrashRunException(violation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        await Proxy.DisposeAsync();
        Http.Dispose();
        _limit.Dispose();
    }
}
