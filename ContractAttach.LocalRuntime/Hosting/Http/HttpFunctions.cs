using ContractAttach.LocalRuntime.Hosting.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Hosting.Http;

/// <summary>Answers HTTP requests by the functions whose method and route fit.</summary>
internal static class HttpFunctions
{
    /// <summary>
    /// Gives each HTTP function its route. As on the real host, the functions are tried in the order of their names, however specific
    /// their routes; a path that is known for other methods only is a 404 like an unknown one, and so is one that begins with two slashes.
    /// </summary>
    public static void Map(WebApplication web, FunctionSet functions, string routePrefix)
    {
        var routes = functions.Where(f => f.HttpTrigger is not null).OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)
            .Select((f, order) => Route(f, routePrefix, order)).ToList();
        ((IEndpointRouteBuilder)web).DataSources.Add(new DefaultEndpointDataSource(routes));
        FunctionInvoker invoker = web.Services.GetRequiredService<FunctionInvoker>();
        ILoggerFactory loggers = web.Services.GetRequiredService<ILoggerFactory>();
        web.UseRouting();
        web.Run(http =>
        {
            if (http.Request.Path is not { Value: ['/', '/', ..] } && http.GetEndpoint()?.Metadata.GetMetadata<Function>() is { } function)
                return AnswerAsync(function, http, invoker, loggers.CreateLogger(function));
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>The methods and the URL of a function, for people.</summary>
    public static string Describe(Function function, string address, string routePrefix)
        => $"[{(function.HttpTrigger!.Methods is { Length: > 0 } methods ? string.Join(',', methods.Select(m => m.ToUpperInvariant())) : "ANY")}] {address}/{Template(function, routePrefix)}";

    /// <summary>A function's route template, parsed.</summary>
    public static RoutePattern Pattern(string functionName, HttpTriggerAttribute trigger) => Parse(functionName, trigger.Route ?? functionName);

    // By its builder, which also tells telemetry the route's template.
    private static Endpoint Route(Function function, string routePrefix, int order)
        => new RouteEndpointBuilder(_ => Task.CompletedTask, Parse(function.Name, Template(function, routePrefix)), order)
        {
            DisplayName = function.Name,
            Metadata = { function, new HttpMethodMetadata(function.HttpTrigger!.Methods ?? []) },
        }.Build();

    private static string Template(Function function, string routePrefix) => $"{routePrefix}/{function.HttpTrigger!.Route ?? function.Name}".Trim('/');

    private static RoutePattern Parse(string functionName, string template)
    {
        try
        {
            return RoutePatternFactory.Parse(template);
        }
        catch (RoutePatternException e)
        {
            throw new StartupException($"Function {functionName}: its route '{template}' is no route template ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private static async Task AnswerAsync(Function function, HttpContext http, FunctionInvoker invoker, ILogger logger)
    {
        try
        {
            var invocation = new Invocation(function, http.Request, http.RequestServices, http.RequestAborted, http.Request.RouteValues);
            invocation.Items[FunctionContextExtensions.HttpContextKey] = http;
            object? result = await invoker.InvokeAsync(invocation);
            if (result is IResult answer)
                await answer.ExecuteAsync(http);
            else if (result is not null)
                logger.NoHttpResult(result.GetType());
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            logger.CallerGone();
        }
        catch (Exception e)
        {
            logger.Failed(e);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
