using System.Text.Json.Nodes;
using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Engine;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Upgrade;

/// <summary>An instance of the application's on an engine and a clock of its own.</summary>
internal sealed class InFlight : IAsyncDisposable
{
    /// <summary>The instance's id.</summary>
    public const string Id = "01K00000000000000000000000";

    private readonly FakeTimeProvider _time;
    private readonly ApplicationTasks _tasks;
    private readonly TestEngine _engine;

    private InFlight(FakeTimeProvider time, ApplicationTasks tasks, TestEngine engine) => (_time, _tasks, _engine) = (time, tasks, engine);

    /// <summary>The digest of a send's code.</summary>
    public static string Digest(int send) => $"digest-{send}";

    /// <summary>Starts the engine.</summary>
    /// <param name="store">With the instance, or without one yet.</param>
    /// <param name="now">The time.</param>
    /// <param name="stuck">The activity that does not answer.</param>
    public static async Task<InFlight> StartAsync(IInstanceStore store, DateTimeOffset now, string? stuck = null)
    {
        FakeTimeProvider time = new(now);
        ApplicationTasks tasks = new(time, stuck);
        string version = await PresentVersionAsync();
        return new(time, tasks, await TestEngine.StartAsync(tasks.Add, store, time, services => services.Configure<EngineOptions>(options => options.DefaultVersion = version)));
    }

    /// <summary>The version under which new instances begin.</summary>
    public static async Task<string> PresentVersionAsync() =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "host.json"), TestContext.Current.CancellationToken))!["extensions"]!["durableTask"]!["defaultVersion"]!.GetValue<string>();

    /// <summary>Begins the instance.</summary>
    public Task BeginAsync(WaitingPoint point, string version) =>
        _engine.ScheduleAsync(point.Orchestrator, point.Input, options: new(Id) { Version = version });

    /// <summary>Waits for a status.</summary>
    public Task UntilAsync(RequestStatus status) => Patience.UntilAsync(async () => (await ProgressAsync())?.Status == status, $"{status}");

    /// <summary>Waits for so many events of a kind.</summary>
    public Task UntilAsync(HistoryEventKind kind, int count = 1) => Patience.UntilAsync(async () => (await HistoryAsync()).Count(e => e.Kind == kind) == count, $"{count} {kind}");

    /// <summary>Waits for a call that has no answer.</summary>
    public Task UntilCalledAsync(string activity) =>
        Patience.UntilAsync(async () => new OpenWork(await HistoryAsync()).Activities.Any(call => call.Name == activity), $"the call of {activity}");

    /// <summary>Makes the activity that is called, and stuck, fail: it will be called again after a second.</summary>
    public async Task FailAsync(string activity)
    {
        await UntilCalledAsync(activity);
        _tasks.Fail();
        await UntilAsync(HistoryEventKind.TaskFailed);
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => _time.Advance(time);

    /// <summary>Enters the code of a send, while the others' digests differ, as those of any code do.</summary>
    public Task EnterAsync(int send) =>
        TellAsync(new(InputKind.CodeEntered, "entry", [.. Enumerable.Range(1, 3).Select(other => other == send ? Digest(send) : "x")]));

    /// <summary>Raises an input, and waits until it is taken.</summary>
    public async Task TellAsync(RequestInput input)
    {
        int inputs = (await ProgressAsync())!.Inputs;
        await RaiseAsync(input);
        await Patience.UntilAsync(async () => (await ProgressAsync())!.Inputs > inputs, "the input");
    }

    /// <summary>Raises an input, of which its status says nothing while it is ending.</summary>
    public Task RaiseAsync(RequestInput input) => _engine.RaiseAsync(Id, RequestInput.EventName, input);

    /// <summary>Its end.</summary>
    public Task<OrchestrationMetadata> EndAsync() => _engine.EndOfAsync(Id);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<AttachProgress?> ProgressAsync() => RequestInstances.Progress(await _engine.GetAsync(Id));

    private async Task<List<HistoryEvent>> HistoryAsync() => HistoryText.Read((await _engine.RowOfAsync(Id))!.History);
}
