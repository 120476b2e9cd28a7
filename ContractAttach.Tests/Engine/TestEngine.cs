using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>The engine over a store of the test's choice, added as an application adds it.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    /// <summary>How long a test waits for what should come at once.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services;
    private bool _stopped;

    private TestEngine(IInstanceStore store, TimeProvider time, Action<DurableTaskRegistry> tasks, Action<IServiceCollection>? configure)
    {
        ServiceCollection services = new();
        services.AddSingleton(store);
        services.AddSingleton(time);
        services.AddSingleton<ILoggerProvider>(Log);
        services.AddDurableTaskWorker(worker => worker.AddTasks(tasks));
        services.AddDurableTaskClient();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public TestLog Log { get; } = new();

    public DurableTaskClient Client => _services.GetRequiredService<DurableTaskClient>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TestEngine> StartAsync(
        Action<DurableTaskRegistry> tasks,
        IInstanceStore? store = null,
        TimeProvider? time = null,
        Action<IServiceCollection>? configure = null)
    {
        TestEngine engine = new(store ?? new InMemoryInstanceStore(), time ?? TimeProvider.System, tasks, configure);
        foreach (IHostedService service in engine._services.GetServices<IHostedService>())
            await service.StartAsync(Cancellation);
        return engine;
    }

    public Task<string> ScheduleAsync(TaskName name, object? input = null, string? instanceId = null, StartOrchestrationOptions? options = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, options ?? new(instanceId), Cancellation).WaitAsync(s_patience);

    public Task RaiseAsync(string instanceId, string name, object? payload = null) =>
        Client.RaiseEventAsync(instanceId, name, payload, Cancellation).WaitAsync(s_patience);

    public Task<OrchestrationMetadata> EndOfAsync(string instanceId) =>
        Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, Cancellation).WaitAsync(s_patience);

    public Task<OrchestrationMetadata> BeginOfAsync(string instanceId) =>
        Client.WaitForInstanceStartAsync(instanceId, getInputsAndOutputs: true, Cancellation).WaitAsync(s_patience);

    public async Task<OrchestrationMetadata> GetAsync(string instanceId) =>
        await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, Cancellation) ?? throw new InvalidOperationException("No such instance.");

    /// <summary>An instance's row; null where there is none.</summary>
    public Task<InstanceRow?> RowOfAsync(string instanceId) => _services.GetRequiredService<DurableEngine>().FindAsync(instanceId, Cancellation);

    /// <summary>Runs an orchestration to its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null) => await EndOfAsync(await ScheduleAsync(name, input));

    /// <summary>Runs an orchestration to its good end.</summary>
    public async Task<T> ResultOfAsync<T>(TaskName name, object? input = null) => ResultOf<T>(await RunAsync(name, input));

    public static T ResultOf<T>(OrchestrationMetadata ended)
    {
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.RuntimeStatus}: {ended.FailureDetails}");
        return ended.ReadOutputAs<T>()!;
    }

    /// <summary>Ends it as a killed process would: nothing more is stored.</summary>
    public Task KillAsync() => EndAsync(new CancellationToken(canceled: true));

    public Task StopAsync() => EndAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _services.DisposeAsync();
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        if (_stopped)
            return;
        _stopped = true;
        foreach (IHostedService service in _services.GetServices<IHostedService>())
            await service.StopAsync(cancellation);
    }
}
