using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;
using KestrelServerOptions = Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions;

namespace ContractAttach.Tests.Hosting;

public sealed class HttpFunctionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/items/7", "number 7")]
    [InlineData("/items/seven", "name seven")]
    [InlineData("/items/0b0f3b52-9d6f-4a09-8d7c-3f6f6ad1d8d1", "guid 0b0f3b52-9d6f-4a09-8d7c-3f6f6ad1d8d1")]
    [InlineData("/optional", "size 10")]
    [InlineData("/optional/3", "size 3")]
    [InlineData("/files/a/b.txt", "file a/b.txt")]
    [InlineData("/files/a%2Fb%20c", "file a%2Fb c")]
    [InlineData("/ByItsName", "its name")]
    public async Task A_route_s_constraints_choose_the_function_and_its_values_fill_the_parameters(string path, string answer)
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Routes));
        Assert.Equal(answer, await application.GetTextAsync(path));
    }

    [Theory]
    [InlineData("PUT", "/items/7")]
    [InlineData("HEAD", "/items/7")]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "//files/a")]
    public async Task What_no_function_answers_is_an_empty_404_as_on_the_real_host(string method, string path)
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Routes));

        using HttpResponseMessage answer = await application.Client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), application.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.False(answer.Content.Headers.Contains("Allow"));
        Assert.Equal("Kestrel", answer.Headers.Server.ToString());
    }

    [Theory]
    [InlineData("/plans/current", "Anything")]
    [InlineData("/plans/old", "Anything")]
    [InlineData("/above/all", "above all")]
    public async Task Of_functions_whose_routes_fit_the_first_by_name_answers_as_on_the_real_host(string path, string answer)
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Overlapping));
        Assert.Equal(answer, await application.GetTextAsync(path));
        using HttpResponseMessage post = await application.Client.PostAsync(new Uri("/plans/current", UriKind.Relative), null, Token);
        Assert.Equal("current", await post.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Without_a_host_json_routes_stand_below_api()
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Routes), applicationDirectory: Path.GetTempPath());
        Assert.Equal("number 7", await application.GetTextAsync("/api/items/7"));
    }

    [Fact]
    public async Task A_setting_replaces_a_value_of_host_json()
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Routes), b => b.Configuration["AzureFunctionsJobHost:extensions:http:routePrefix"] = "v9");
        Assert.Equal("number 7", await application.GetTextAsync("/v9/items/7"));
    }

    [Fact]
    public async Task A_route_value_that_does_not_fit_its_parameter_is_the_pipeline_s_to_answer()
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Routes), b => AnswerConverterExceptions(b));

        using HttpResponseMessage answer = await application.GetAsync("/unconstrained/seven");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_json_body_is_read_in_camel_case_and_answered_so()
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Bodies));

        using HttpResponseMessage answer = await application.Client.PostAsync("/person", Json("""{"firstName":"Léa"}"""), Token);

        Assert.Equal("""{"firstName":"Léa"}""", Regex.Unescape(await answer.Content.ReadAsStringAsync(Token)));
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("{", "application/json")]
    [InlineData("""{"firstName":1}""", "application/json")]
    [InlineData("""{"firstName":"Léa"}""", "text/plain")]
    public async Task A_body_that_does_not_fit_is_the_pipeline_s_to_answer(string body, string type)
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Bodies), b => AnswerConverterExceptions(b));

        using HttpResponseMessage answer = await application.Client.PostAsync("/person", new StringContent(body, Encoding.UTF8, type), Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_application_s_limits_of_the_web_server_hold()
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Bodies), b =>
        {
            b.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 10);
            b.UseMiddleware(async (context, next) =>
            {
                try
                {
                    await next();
                }
                catch (BadHttpRequestException e)
                {
                    context.GetHttpContext()!.Response.StatusCode = e.StatusCode;
                }
            });
        });

        using HttpResponseMessage answer = await application.Client.PostAsync("/person", Json("""{"firstName":"Léa"}"""), Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("/plain", "plain")]
    [InlineData("/task", "task")]
    [InlineData("/static", "static")]
    [InlineData("/nothing", "")]
    [InlineData("/string", "")]
    public async Task An_answer_is_an_IResult_at_once_or_later_and_anything_else_is_an_empty_200(string path, string answer)
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Returns));
        Assert.Equal(answer, await application.GetTextAsync(path));
    }

    [Fact]
    public async Task Each_invocation_has_its_own_scope()
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Scoped), b => b.Services.AddScoped<Guest>());
        Assert.NotEqual(await application.GetTextAsync("/guest"), await application.GetTextAsync("/guest"));
    }

    [Fact]
    public async Task The_function_learns_when_its_caller_goes_away()
    {
        var seen = new Cancellation();
        await using TestApplication application = await TestApplication.StartAsync(typeof(Waits), b => b.Services.AddSingleton(seen));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);

        Task<HttpResponseMessage> call = application.Client.GetAsync("/wait", caller.Token);
        await seen.Entered.Task.WaitAsync(Token);
        await caller.CancelAsync();

        await seen.Cancelled.Task.WaitAsync(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Stopping_lets_a_running_call_end_and_takes_no_new_one()
    {
        var seen = new Cancellation();
        await using TestApplication application = await TestApplication.StartAsync(typeof(Waits), b => b.Services.AddSingleton(seen));
        Task<string> call = application.GetTextAsync("/gate");
        await seen.Entered.Task.WaitAsync(Token);
        var stopping = new TaskCompletionSource();
        application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        Task stop = application.StopAsync();
        await stopping.Task.WaitAsync(Token);
        Assert.False(stop.IsCompleted);
        seen.Gate.SetResult();

        Assert.Equal("through", await call);
        await stop;
        await Assert.ThrowsAsync<HttpRequestException>(() => application.GetTextAsync("/gate"));
    }

    [Fact]
    public async Task A_call_that_never_ends_is_cut_off_when_the_time_for_stopping_is_over()
    {
        var seen = new Cancellation();
        await using TestApplication application = await TestApplication.StartAsync(typeof(Waits), b => b.Services.AddSingleton(seen)
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100)));
        Task<HttpResponseMessage> call = application.GetAsync("/wait");
        await seen.Entered.Task.WaitAsync(Token);

        await application.StopAsync();

        await seen.Cancelled.Task.WaitAsync(Token);
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    private static void AnswerConverterExceptions(FunctionsApplicationBuilder builder) => builder.UseMiddleware(async (context, next) =>
    {
        try
        {
            await next();
        }
        catch (FunctionInputConverterException)
        {
            context.GetInvocationResult().Value = TypedResults.BadRequest();
        }
    });

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static class Routes
    {
        [Function("Number")]
        public static IResult Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{number:int}")] HttpRequest request, int number) => Results.Text($"number {number}");

        [Function("Name")]
        public static IResult Name([HttpTrigger("get", Route = "items/{name:regex(^[a-z]+$)}")] HttpRequest request, string name) => Results.Text($"name {name}");

        [Function("ById")]
        public static IResult ById([HttpTrigger("get", Route = "items/{id:guid}")] HttpRequest request, Guid id) => Results.Text($"guid {id}");

        [Function("Optional")]
        public static IResult Optional([HttpTrigger("get", Route = "optional/{size:int?}")] HttpRequest request, int size = 10) => Results.Text($"size {size}");

        [Function("Unconstrained")]
        public static IResult Unconstrained([HttpTrigger("get", Route = "unconstrained/{size}")] HttpRequest request, int size) => Results.Text($"size {size}");

        [Function("File")]
        public static IResult File([HttpTrigger("get", Route = "files/{*path}")] HttpRequest request, string path) => Results.Text($"file {path}");

        [Function("ByItsName")]
        public static IResult ByItsName([HttpTrigger] HttpRequest request) => Results.Text("its name");
    }

    public static class Overlapping
    {
        [Function("CurrentPlan")]
        public static IResult Current([HttpTrigger("get", "post", Route = "plans/current")] HttpRequest request) => Results.Text("current");

        [Function("anything")]
        public static IResult Anything([HttpTrigger("get", Route = "{*path}")] HttpRequest request) => Results.Text("Anything");

        [Function("AboveAll")]
        public static IResult AboveAll([HttpTrigger("get", Route = "above/all")] HttpRequest request) => Results.Text("above all");
    }

    public sealed record Person(string FirstName);

    public static class Bodies
    {
        [Function("Person")]
        public static IResult Person([HttpTrigger("post", Route = "person")] HttpRequest request, [FromBody] Person person) => Results.Ok(person);
    }

    public static class Returns
    {
        [Function("Plain")]
        public static IResult Plain([HttpTrigger("get")] HttpRequest request) => Results.Text("plain");

        [Function("Task")]
        public static async Task<IResult> Later([HttpTrigger("get")] HttpRequest request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return Results.Text("task");
        }

        [Function("Static")]
        public static IResult Static([HttpTrigger("get")] HttpRequest request) => Results.Text("static");

        [Function("Nothing")]
        public static void Nothing([HttpTrigger("get")] HttpRequest request) { }

        [Function("String")]
        public static string Text([HttpTrigger("get")] HttpRequest request) => "not sent, as with the real integration";
    }

    public sealed class Guest
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    public sealed class Scoped(Guest guest)
    {
        [Function("Guest")]
        public IResult Get([HttpTrigger("get")] HttpRequest request, FunctionContext context)
            => context.InstanceServices.GetRequiredService<Guest>() == guest ? Results.Text(guest.Id.ToString()) : Results.StatusCode(500);
    }

    public sealed class Cancellation
    {
        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource Cancelled { get; } = new();

        public TaskCompletionSource Gate { get; } = new();
    }

    public sealed class Waits(Cancellation seen)
    {
        [Function("Wait")]
        public async Task<IResult> Wait([HttpTrigger("get")] HttpRequest request, FunctionContext context)
        {
            context.CancellationToken.Register(seen.Cancelled.SetResult);
            seen.Entered.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return Results.Ok();
        }

        [Function("Gate")]
        public async Task<IResult> Gate([HttpTrigger("get")] HttpRequest request)
        {
            seen.Entered.SetResult();
            await seen.Gate.Task;
            return Results.Text("through");
        }
    }
}
