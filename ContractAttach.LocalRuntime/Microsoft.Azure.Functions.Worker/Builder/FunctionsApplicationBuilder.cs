using ContractAttach.LocalRuntime.Hosting;
using ContractAttach.LocalRuntime.Hosting.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Puts a Functions application together: services, configuration, logging and the pipeline that every invocation runs through.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly LocalHostBuilder _host;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    internal FunctionsApplicationBuilder(string[]? args, LocalHostOptions? options = null)
        => _host = LocalHostBuilder.Create(args ?? [], options ?? LocalHostOptions.OfProcess);

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)Web).Properties;

    /// <inheritdoc/>
    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>The settings: <c>local.settings.json</c>, the environment, the command line; the later one wins.</summary>
    public ConfigurationManager Configuration => Web.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => Web.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => Web.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => Web.Metrics;

    /// <inheritdoc cref="IHostApplicationBuilder.Services"/>
    public IServiceCollection Services => Web.Services;

    /// <summary>Whether HTTP triggers are asked for.</summary>
    internal bool ServesHttp { get; set; }

    private WebApplicationBuilder Web => _host.Web;

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)Web).ConfigureContainer(factory, configure);

    /// <summary>Builds the application, once.</summary>
    /// <returns>The application, not yet started.</returns>
    public IHost Build() => _host.Build(new FunctionInvoker(_middleware), ServesHttp);
}
