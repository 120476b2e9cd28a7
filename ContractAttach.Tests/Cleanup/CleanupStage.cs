using Azure.Core.Pipeline;
using ContractAttach.Due;
using ContractAttach.Functions.Cleanup;
using ContractAttach.Storage;
using ContractAttach.Tests.Engine;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace ContractAttach.Tests.Cleanup;

/// <summary>The application's clean-up on tables of its own: nothing else runs, and the clock stands still.</summary>
internal sealed class CleanupStage : IAsyncDisposable
{
    private readonly DevServicesFixture _services;
    private readonly TestTables _tables;
    private readonly List<IHost> _hosts = [];
    private readonly HashSet<string> _gone = [];

    private CleanupStage(DevServicesFixture services) => (_services, _tables) = (services, new TestTables(services));

    /// <summary>The clock.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero));

    /// <summary>What is logged.</summary>
    public TestLog Log { get; } = new();

    /// <summary>The instances that have been purged.</summary>
    public List<string> Purged { get; } = [];

    /// <summary>The tables.</summary>
    public Tables Tables => _tables.Tables;

    /// <summary>What is due.</summary>
    public DueItems Due => new(Tables);

    /// <summary>Orchestrations: those of requests that are old have completed, the others are lost.</summary>
    public DurableTaskClient Durable { get; private set; } = null!;

    public static async Task<CleanupStage> SetAsync(DevServicesFixture services)
    {
        var stage = new CleanupStage(services);
        await stage._tables.InitializeAsync();
        stage.Durable = stage.Instances();
        return stage;
    }

    /// <summary>A cleaner of a process of its own.</summary>
    /// <param name="calls">Sees every call to the tables.</param>
    /// <param name="bounds">Settings of section <c>Cleanup</c>.</param>
    /// <param name="handlers">Handlers beside the application's own.</param>
    public Cleaner Cleaner(HttpPipelinePolicy? calls = null, (string Name, string Value)[]? bounds = null, params IDueHandler[] handlers)
    {
        Dictionary<string, string?> settings = TestApplication.Settings(_services);
        foreach ((string name, string value) in bounds ?? [])
            settings["Cleanup__" + name] = value;
        var builder = TestApplication.Builder(settings);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(_ => calls is null ? Tables : _tables.Through(calls));
        builder.Services.AddSingleton<ILoggerProvider>(Log);
        foreach (IDueHandler handler in handlers)
            builder.Services.AddSingleton(handler);
        IHost host = builder.Build();
        _hosts.Add(host);
        return host.Services.GetRequiredService<Cleaner>();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IHost host in _hosts)
            await ((IAsyncDisposable)host).DisposeAsync();
        await _tables.DisposeAsync();
    }

    private DurableTaskClient Instances()
    {
        var instances = new Mock<DurableTaskClient>("test") { CallBase = true };
        instances
            .Setup(client => client.GetInstancesAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, bool _, CancellationToken _) =>
            {
                lock (Purged)
                {
                    return id.StartsWith("old-", StringComparison.Ordinal) && !_gone.Contains(id)
                        ? new OrchestrationMetadata("AttachContract", id) { RuntimeStatus = OrchestrationRuntimeStatus.Completed }
                        : null;
                }
            });
        instances
            .Setup(client => client.PurgeInstanceAsync(It.IsAny<string>(), It.IsAny<PurgeInstanceOptions?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, PurgeInstanceOptions? _, CancellationToken _) =>
            {
                lock (Purged)
                {
                    _gone.Add(id);
                    Purged.Add(id);
                }

                return new PurgeResult(1);
            });
        return instances.Object;
    }
}
