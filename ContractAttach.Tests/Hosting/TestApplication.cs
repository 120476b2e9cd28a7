using ContractAttach.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Xunit;

namespace ContractAttach.Tests.Hosting;

/// <summary>An application of some function classes, on a free port, inside the test.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly LocalHost _host;

    private TestApplication(LocalHost host)
    {
        _host = host;
        Client = new HttpClient { BaseAddress = new Uri(host.Address) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _host.Services;

    public static FunctionsApplicationBuilder Builder(Type functions, Dictionary<string, string?>? settings = null, string? applicationDirectory = null)
    {
        var builder = new FunctionsApplicationBuilder([], new LocalHostOptions
        {
            Settings = settings ?? [],
            FunctionTypes = [functions],
            ApplicationDirectory = applicationDirectory ?? AppContext.BaseDirectory,
        });
        builder.ConfigureFunctionsWebApplication();
        return builder;
    }

    public static async Task<TestApplication> StartAsync(Type functions, Action<FunctionsApplicationBuilder>? configure = null, string? applicationDirectory = null)
    {
        FunctionsApplicationBuilder builder = Builder(functions, applicationDirectory: applicationDirectory);
        configure?.Invoke(builder);
        var host = (LocalHost)builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestApplication(host);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public Task<string> GetTextAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }
}
