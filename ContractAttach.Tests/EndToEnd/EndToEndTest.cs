using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>A test of the application over plain HTTP, wherever it runs.</summary>
public abstract class EndToEndTest(DevServicesFixture services, SharedDeployment shared) : IAsyncLifetime
{
    /// <summary>The application.</summary>
    protected Deployment Deployment { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Deployment = await shared.GetAsync(services);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
