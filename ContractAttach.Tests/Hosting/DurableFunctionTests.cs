using System.Collections.Concurrent;
using ContractAttach.LocalRuntime;
using ContractAttach.LocalRuntime.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Hosting;

public sealed class DurableFunctionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_http_function_starts_an_orchestrator_that_calls_an_activity()
    {
        await using TestApplication application = await StartAsync();

        string id = await application.GetTextAsync("/start/Léa");
        OrchestrationMetadata ended = await EndOfAsync(application, id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal($"Good day, Léa, of {id}", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrators_and_activities_run_through_the_pipeline()
    {
        var seen = new HashSet<string>();
        await using TestApplication application = await StartAsync(b => b.UseMiddleware((context, next) =>
        {
            lock (seen)
                seen.Add($"{context.FunctionDefinition.Name} {context.FunctionDefinition.InputBindings.Values.First(i => i.Type.EndsWith("Trigger", StringComparison.Ordinal)).Type}");
            return next();
        }));

        await EndOfAsync(application, await application.GetTextAsync("/start/Léa"));

        Assert.Equal(["Greet activityTrigger", "GreetOrchestrator orchestrationTrigger", "Start httpTrigger"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_episode_of_an_orchestrator_has_services_of_its_own_and_gives_them_back()
    {
        var made = new ConcurrentBag<Scoped>();
        await using TestApplication application = await StartAsync(b =>
        {
            b.Services.AddScoped<Scoped>();
            b.UseMiddleware((context, next) =>
            {
                if (context.FunctionDefinition.Name == "GreetOrchestrator")
                    made.Add(context.InstanceServices.GetRequiredService<Scoped>());
                return next();
            });
        });

        await EndOfAsync(application, await application.GetTextAsync("/start/Léa"));

        Assert.Equal(2, made.Distinct().Count());
        Assert.All(made, scoped => Assert.True(scoped.IsDisposed));
    }

    [Fact]
    public async Task An_activity_s_exception_keeps_its_type()
    {
        await using TestApplication application = await StartAsync();

        OrchestrationMetadata ended = await EndOfAsync(application, await application.GetTextAsync("/start/nobody"));

        Assert.Equal("System.ArgumentException: Nobody is there.", ended.ReadOutputAs<string>());
    }

    [Fact]
    public void The_engine_is_set_up_by_host_json_and_the_connection_that_it_names()
    {
        FunctionsApplicationBuilder builder = TestApplication.Builder(typeof(Functions), new()
        {
            ["Durable"] = "UseDevelopmentStorage=true",
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = "Hub7",
            ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionName"] = "Durable",
            ["AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions"] = "3",
        });
        using IHost host = builder.Build();

        EngineOptions options = host.Services.GetRequiredService<IOptions<EngineOptions>>().Value;

        Assert.Equal(("UseDevelopmentStorage=true", "Hub7", 3), (options.ConnectionString, options.HubName, options.MaxConcurrentActivities));
        Assert.Equal("1.0", options.DefaultVersion);
    }

    [Fact]
    public void An_application_without_durable_functions_has_no_engine()
    {
        using IHost host = TestApplication.Builder(typeof(HttpFunctionTests.Returns)).Build();
        Assert.Null(host.Services.GetService<DurableTaskClient>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task A_storage_connection_that_is_none_stops_the_start(string connection)
    {
        using IHost host = TestApplication.Builder(typeof(Functions), new() { ["AzureWebJobsStorage"] = connection }).Build();
        StartupException e = await Assert.ThrowsAsync<StartupException>(() => host.StartAsync(Token));
        Assert.Contains("AzureWebJobsStorage", e.Message, StringComparison.Ordinal);
    }

    private static Task<TestApplication> StartAsync(Action<FunctionsApplicationBuilder>? configure = null) => TestApplication.StartAsync(typeof(Functions), b =>
    {
        b.Services.AddSingleton<IInstanceStore>(new InMemoryInstanceStore()).AddScoped<Greeter>();
        configure?.Invoke(b);
    });

    private static Task<OrchestrationMetadata> EndOfAsync(TestApplication application, string id)
        => application.Services.GetRequiredService<DurableTaskClient>().WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

    public sealed class Greeter
    {
        public string Greeting { get; } = "Good day";
    }

    public sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    public sealed record Greeted(string Name);

    public sealed class Functions(IServiceProvider services)
    {
        [Function("Start")]
        public static async Task<IResult> StartAsync([HttpTrigger("get", Route = "start/{name}")] HttpRequest request, string name, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
            => Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("GreetOrchestrator", new Greeted(name), cancellationToken));

        [Function("GreetOrchestrator")]
        public static async Task<string> OrchestrateAsync([OrchestrationTrigger] TaskOrchestrationContext context, Greeted greeted)
        {
            try
            {
                return await context.CallActivityAsync<string>("Greet", greeted);
            }
            catch (TaskFailedException e)
            {
                return $"{e.FailureDetails.ErrorType}: {e.FailureDetails.ErrorMessage}";
            }
        }

        [Function("Greet")]
        public string Greet([ActivityTrigger] Greeted greeted, string instanceId, FunctionContext context, CancellationToken cancellationToken)
            => greeted.Name == "nobody"
                ? throw new ArgumentException("Nobody is there.")
                : $"{services.GetRequiredService<Greeter>().Greeting}, {greeted.Name}, of {instanceId}";
    }
}
