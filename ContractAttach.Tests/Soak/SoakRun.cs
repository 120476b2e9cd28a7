using System.Collections.Concurrent;
using ContractAttach.Functions.Cleanup;
using ContractAttach.Tests.Crash;
using ContractAttach.Tests.Faults;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.Tests.Soak;

/// <summary>
/// Households do all there is to do, while the application is killed and started again, and storage, SMS and e-mail fail, all at
/// random; then the checker compares what people were answered with what there is.
/// </summary>
public sealed class SoakRun : IAsyncDisposable
{
    private const double FaultRate = 0.03;
    private const int SideBySide = 6;

    // What was begun when the time is over is finished; a request's hour and the clean-up's ten minutes are skipped, not waited for.
    private static readonly TimeSpan Finish = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(75);
    private static readonly TimeSpan NextRun = TimeSpan.FromMinutes(6);
    private const int CleanUps = 3;

    private readonly int _seed;
    private readonly WireProxy _proxy;
    private readonly string _store = $"t{Guid.NewGuid():N}"[..16];
    private readonly string _directory = Directory.CreateTempSubdirectory("contract-attach-soak-").FullName;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly SentMessages _sent = new();
    private readonly ConcurrentQueue<string> _differences = [];
    private readonly Dictionary<string, string> _settings;
    private readonly ApplicationKeeper _application;
    private readonly RandomFaults _faults;
    private readonly RandomKills _kills;
    private readonly SoakStage _stage;
    private int _households;

    private SoakRun(int seed, DevServicesFixture services, WireProxy proxy)
    {
        (_seed, _proxy) = (seed, proxy);
        _settings = ApplicationProcess.Settings(services, proxy, _store, new Random(seed));
        _settings["Attachment__FirstResendWait"] = _settings["Attachment__NextResendWait"] = "00:00:00";
        _application = new ApplicationKeeper(_settings, _directory, proxy);
        _faults = new RandomFaults(new Random(seed), FaultRate);
        _kills = new RandomKills(new Random(seed), _application);
        _stage = new SoakStage(_store, services, _http, _application.AddressAsync);
        proxy.Forwarding = call =>
        {
            _sent.Remember(call);
            return _kills.Passes(answered: false);
        };
        proxy.Answering = _ => _kills.Passes(answered: true);
        proxy.Faulting = _faults.Next;
    }

    /// <summary>Runs one.</summary>
    /// <param name="seed">Where all choices come from.</param>
    /// <param name="time">How long households are begun.</param>
    /// <param name="services">Who signs people in, their messages, and the storage.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SoakReport> RunAsync(int seed, TimeSpan time, DevServicesFixture services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        WireProxy proxy = await WireProxy.StartAsync(services.StorageConnectionString, services.CommunicationConnectionString, cancellationToken);
        await using var run = new SoakRun(seed, services, proxy);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(time + Finish);
        try
        {
            await run.RunAsync(time, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            run._differences.Enqueue($"It has not come to its end {Finish} after its time.");
        }

        return new SoakReport(seed, run._households, run._application.Kills, run._faults.Count, run._stage.Tally.ToString(), [.. run._differences]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task application = _application.KeepAsync(_ => _kills.Arm(), TimeSpan.Zero, over.Token);
        Task households = LiveAsync(time, over.Token);
        try
        {
            await await Task.WhenAny(application, households);
        }
        finally
        {
            _kills.Stop();
            await over.CancelAsync();
            await Task.WhenAll(application, households).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _proxy.Faulting = null;
        await _proxy.DisconnectedAsync(cancellationToken);
        var checker = new SoakChecker(_stage, _differences.Enqueue);
        await checker.CheckCountersAsync(cancellationToken);
        await CleanAsync(checker, cancellationToken);
        foreach (string violation in _sent.Violations)
            _differences.Enqueue(violation);
        await checker.CheckAsync(cancellationToken);
    }

    private async Task LiveAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        long began = TimeProvider.System.GetTimestamp();
        bool IsOver() => TimeProvider.System.GetElapsedTime(began) >= time || !_differences.IsEmpty;
        await _stage.SignInAsync(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, SideBySide).Select(async _ =>
        {
            while (!IsOver())
            {
                int number = Interlocked.Increment(ref _households);
                try
                {
                    await new Household(number, new Random(HashCode.Combine(_seed, number)), _stage).LiveAsync(IsOver, cancellationToken);
                }
                catch (CrashRunException exception)
                {
                    _differences.Enqueue($"Household {number}: {exception.Message}\n{exception.StackTrace}");
                }
            }
        }));
    }

    // The same application on the same tables, with a clock that can be set forward.
    private async Task CleanAsync(SoakChecker checker, CancellationToken cancellationToken)
    {
        var clock = new TestApplicationClock();
        await using TestApplication application = await TestApplication.StartAsync(
            _settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value), clock);
        clock.Skip(Overdue);
        await checker.EndedAsync(cancellationToken);
        Cleaner cleaner = application.Services.GetRequiredService<Cleaner>();
        for (int run = 0; run < CleanUps; run++)
        {
            await cleaner.CleanAsync(application.Services.GetRequiredService<DurableTaskClient>(), cancellationToken);
            clock.Skip(NextRun);
        }
    }
}
