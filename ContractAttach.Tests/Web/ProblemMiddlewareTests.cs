using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContractAttach.Functions.Web;
using ContractAttach.Tests.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ContractAttach.Tests.Web;

/// <summary>What a call answers that something else has ended.</summary>
public sealed class ProblemMiddlewareTests
{
    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.ResourceExhausted)]
    public async Task A_durable_engine_that_does_not_answer_is_worth_another_try(StatusCode status)
    {
        await using TestApplication application = await TestApplication.StartAsync(typeof(Functions), builder => builder.UseMiddleware<ProblemMiddleware>());

        using HttpResponseMessage answer = await application.GetAsync($"/engine/{status}");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        JsonNode problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
        Assert.Equal("try-again", (string)problem["code"]!);
        Assert.DoesNotContain("no engine", problem.ToJsonString(), StringComparison.Ordinal);
    }

    private sealed class Functions
    {
        [Function("Engine")]
        public static IResult Engine([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "engine/{status}")] HttpRequest request, string status) =>
            throw new RpcException(new Status(Enum.Parse<StatusCode>(status), "no engine for " + request.Path));
    }
}
