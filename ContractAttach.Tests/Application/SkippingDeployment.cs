using ContractAttach.Functions.Cleanup;
using ContractAttach.Storage;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>An application of a test class's own, whose time can be skipped.</summary>
public sealed class SkippingDeployment(DevServicesFixture services) : IAsyncLifetime
{
    private TestApplication _application = null!;

    /// <summary>The application over HTTP.</summary>
    public Deployment Deployment { get; private set; } = null!;

    /// <summary>Its clock.</summary>
    public TestApplicationClock Clock { get; } = new();

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>Its tables.</summary>
    public Tables Tables => Services.GetRequiredService<Tables>();

    /// <summary>Its hashes.</summary>
    public KeyedHash Hash => Services.GetRequiredService<KeyedHash>();

    /// <summary>Whoever of it writes to the tables may die of it.</summary>
    internal SuddenDeath Death { get; } = new();

    /// <summary>Its orchestrations.</summary>
    public DurableTaskClient Durable => _application.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>One of its services.</summary>
    public T Service<T>()
        where T : notnull => _application.Services.GetRequiredService<T>();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _application = await TestApplication.StartAsync(services, Clock, application =>
            application.AddSingleton(provider => new Tables(provider.GetRequiredService<IOptions<StorageOptions>>(), Death)));
        Deployment = new Deployment(_application.BaseUrl, new Uri(services.BaseUrl), Clock);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Deployment?.Dispose();
        if (_application is not null)
            await _application.DisposeAsync();
    }

    /// <summary>Skips time.</summary>
    public void Skip(TimeSpan time) => Clock.Skip(time);

    /// <summary>Runs the clean-up twice at once, beside the runs that its timer begins.</summary>
    public Task CleanTwiceAsync() => Task.WhenAll(CleanAsync(), CleanAsync());

    /// <summary>One run of the clean-up.</summary>
    public Task CleanAsync() =>
        _application.Services.GetRequiredService<Cleaner>().CleanAsync(Durable, TestContext.Current.CancellationToken);
}
