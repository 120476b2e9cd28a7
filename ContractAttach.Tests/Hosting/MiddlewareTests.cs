using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ContractAttach.Tests.Hosting;

public sealed class MiddlewareTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_run_in_the_order_they_were_added_around_the_function()
    {
        var steps = new List<string>();
        await using TestApplication application = await TestApplication.StartAsync(typeof(Functions), b =>
        {
            b.Services.AddSingleton(steps);
            b.UseMiddleware<Outer>();
            b.UseMiddleware(async (_, next) =>
            {
                steps.Add("inner");
                await next();
                steps.Add("inner after");
            });
            b.UseWhen(context => context.FunctionDefinition.Name == "Other", (_, next) =>
            {
                steps.Add("never");
                return next();
            });
        });

        await application.GetTextAsync("/works");

        Assert.Equal(["outer httpTrigger Works", "inner", "inner after", "outer after"], steps);
    }

    [Fact]
    public async Task A_step_can_answer_without_the_function()
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Functions), b => b.UseMiddleware((context, _) =>
        {
            HttpContext http = context.GetHttpContext()!;
            http.Response.Headers["x-correlator"] = "abc";
            return TypedResults.Problem(statusCode: 401, type: "urn:test").ExecuteAsync(http);
        }));

        using HttpResponseMessage answer = await application.GetAsync("/works");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("abc", answer.Headers.GetValues("x-correlator").Single());
    }

    [Fact]
    public async Task A_step_can_turn_an_exception_into_an_answer_and_its_headers_are_kept()
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Functions), b => b.UseMiddleware(async (context, next) =>
        {
            context.GetHttpContext()!.Response.Headers["x-correlator"] = "abc";
            try
            {
                await next();
            }
            catch (InvalidOperationException e)
            {
                context.GetInvocationResult().Value = TypedResults.Conflict(e.Message);
            }
        }));

        using HttpResponseMessage answer = await application.GetAsync("/fails");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("\"no\"", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("abc", answer.Headers.GetValues("x-correlator").Single());
    }

    [Fact]
    public async Task An_exception_that_nothing_answers_is_an_empty_500_and_a_log_line()
    {
        using var log = new LogLines();
        await using TestApplication application = await TestApplication.StartAsync(typeof(Functions), b => b.Logging.AddProvider(log));

        using HttpResponseMessage answer = await application.GetAsync("/fails");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(("Function.Fails", "no"), Assert.Single(log.Errors));
    }

    public sealed class Outer(List<string> steps) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            steps.Add($"outer {context.FunctionDefinition.InputBindings["request"].Type} {context.FunctionDefinition.Name}");
            await next(context);
            steps.Add("outer after");
        }
    }

    public static class Functions
    {
        [Function("Works")]
        public static IResult Works([HttpTrigger("get")] HttpRequest request) => Results.Text("works");

        [Function("Fails")]
        public static IResult Fails([HttpTrigger("get")] HttpRequest request) => throw new InvalidOperationException("no");
    }

    private sealed class LogLines : ILoggerProvider
    {
        public List<(string Category, string? Exception)> Errors { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose() { }

        private sealed class Logger(LogLines lines, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel))
                    lines.Errors.Add((category, exception?.Message));
            }
        }
    }
}
