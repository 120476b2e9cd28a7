using ContractAttach.Functions.Cleanup;
using ContractAttach.Storage;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>An application of a test class's own that can be interrupted at each call of its tables.</summary>
public sealed class InterruptedDeployment(DevServicesFixture services) : IAsyncLifetime
{
    private readonly TestApplicationClock _clock = new();
    private TestApplication _application = null!;

    /// <summary>The application over HTTP.</summary>
    public Deployment Deployment { get; private set; } = null!;

    /// <summary>What comes between it and its tables.</summary>
    public StorageInterrupts Storage { get; } = new();

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>Its orchestrations.</summary>
    public DurableTaskClient Durable => Services.GetRequiredService<DurableTaskClient>();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _application = await TestApplication.StartAsync(services, _clock, replace => replace.AddSingleton(
            provider => new Tables(provider.GetRequiredService<IOptions<StorageOptions>>(), Storage)));
        Deployment = new Deployment(_application.BaseUrl, new Uri(services.BaseUrl), _clock);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Deployment?.Dispose();
        if (_application is not null)
            await _application.DisposeAsync();
    }

    /// <summary>Skips time, and runs the clean-up.</summary>
    public Task CleanAfterAsync(TimeSpan time)
    {
        _clock.Skip(time);
        return Services.GetRequiredService<Cleaner>().CleanAsync(Durable, TestContext.Current.CancellationToken);
    }
}
