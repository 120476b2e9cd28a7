using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedDeployment))]

namespace ContractAttach.Tests.EndToEnd;

/// <summary>
/// The deployment that the end-to-end tests run against: the one at <c>CONTRACT_ATTACH_URL</c>, with its development services at
/// <c>CONTRACT_ATTACH_DEV_URL</c>; else an application inside the test run, started when the first test asks for it.
/// </summary>
public sealed class SharedDeployment : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private TestApplication? _application;
    private Deployment? _deployment;

    /// <summary>The deployment.</summary>
    public async Task<Deployment> GetAsync(DevServicesFixture services)
    {
        await _gate.WaitAsync();
        try
        {
            if (_deployment is not null)
                return _deployment;
            if (Environment.GetEnvironmentVariable("CONTRACT_ATTACH_URL") is { Length: > 0 } url)
            {
                string development = Environment.GetEnvironmentVariable("CONTRACT_ATTACH_DEV_URL") ?? "http://127.0.0.1:7072";
                return _deployment = new Deployment(new Uri(url), new Uri(development), TimeProvider.System);
            }

            _application = await TestApplication.StartAsync(services);
            return _deployment = new Deployment(_application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _deployment?.Dispose();
        if (_application is not null)
            await _application.DisposeAsync();
        _gate.Dispose();
    }
}
