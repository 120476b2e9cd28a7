using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Whatever comes over the wire gets an answer that the API names.</summary>
public sealed class BadInputTests(DevServicesFixture services, SharedDeployment shared, ITestOutputHelper output) : EndToEndTest(services, shared)
{
    private const int Requests = 1000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // HTTP-API.md: every code that it names, but those for what is our own fault; and of the 404s to which it gives no code.
    private static readonly HashSet<string> s_codes =
    [
        "invalid-request", "unauthenticated", "forbidden", "not-found", "account-not-found", "request-not-found", "contract-not-found", "proxy-not-found",
        "regrouping-not-found", "account-required", "login-conflict", "login-required", "already-attached", "not-awaiting-code", "code-superseded",
        "not-awaiting-line-user", "not-awaiting-contact-details", "attaching", "code-expired", "request-ended", "too-large", "contract-not-recognised", "offer-excluded",
        "code-incorrect", "too-many-requests", "too-many-codes", "too-soon", "too-many-tries", "idempotency-key-reused", "link-not-valid", "regrouping-not-allowed",
    ];

    private static readonly HashSet<string> s_methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    [Fact]
    public async Task A_thousand_bad_requests_never_fail_and_never_hang()
    {
        Uri server = Deployment.Application.BaseAddress!;
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        TestContract attached = await Deployment.ImportAsync(TestContract.Internet());
        await channel.AttachAsync(attached);
        (string id, _) = await channel.AwaitCodeAsync(contract);
        string[] tokens =
        [
            await Deployment.TokenAsync(channel.Person),
            await Deployment.TokenAsync(new TestPerson { Roles = ["operator"] }),
            await Deployment.TokenAsync(new TestPerson()),
        ];

        var answers = new ConcurrentDictionary<int, int>();
        await BadRequests.For(id, attached.Id).SampleAsync(
            async request =>
            {
                if (await AnswerAsync(server, request, tokens) is not { } reply)
                    return;
                answers.AddOrUpdate(reply.Status, 1, (_, count) => count + 1);
                if (Complaint(request, reply) is { } complaint)
                    throw new InvalidOperationException($"{complaint}: {reply.Status} {reply.Body}");
            },
            output.WriteLine,
            iter: Requests,
            threads: 4,
            print: request => request.ToString());

        // They got past the door, and into the rooms behind it.
        output.WriteLine(string.Join(", ", answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Key}: {answer.Value}")));
        Assert.All([200, 400, 401, 403, 404, 409, 422, 429], status => Assert.True(answers.ContainsKey(status), $"No answer was {status}."));
    }

    // Whoever has sent less than promised may be left waiting for its own time to run out: the Functions host keeps an answer back
    // until it has handed on the whole body, and grants a second for each 240 bytes that have come.
    private static async Task<RawReply?> AnswerAsync(Uri server, BadRequest request, IReadOnlyList<string> tokens)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        try
        {
            return await RawHttp.SendAsync(server, request.ToBytes(server, tokens), s_patience, cancellation);
        }
        catch (OperationCanceledException) when (request.SaysHowLongItsBodyIs && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string? Complaint(BadRequest request, RawReply reply)
    {
        if (!reply.Headers.ContainsKey("x-correlator"))
            return IsOfTheWebServer(request, reply) ? null : "an answer without the headers of every answer";
        if (reply.Status is < 200 or >= 500)
            return "no bad request is our fault";
        if (reply.Status < 400 || request.Method == "HEAD")
            return null;
        if (reply.Headers.GetValueOrDefault("Content-Type") != "application/problem+json")
            return "an error that is no problem+json";
        try
        {
            return JsonNode.Parse(reply.Body) is JsonObject problem && s_codes.Contains((string?)problem["code"] ?? "") && (int?)problem["status"] == reply.Status
                ? null
                : "an error without one of the API's codes";
        }
        catch (JsonException)
        {
            return "an error that is no JSON";
        }
    }

    // What is no HTTP, a method that no function has, or a path that begins with two slashes never comes as far as the application;
    // of a body that does not end the connection does, in time. The Functions host passes requests on to the application, and gives
    // an empty 500 of its own where it cannot: a body that is not as its headers say, a header that is not ASCII. To a method that no
    // function has it answers / by a page of its own.
    private static bool IsOfTheWebServer(BadRequest request, RawReply reply) => reply.Status switch
    {
        200 => !s_methods.Contains(request.Method) && request.Target.Split('?')[0] == "/",
        _ when reply.Body.Length > 0 => false,
        0 or 408 => request.SaysHowLongItsBodyIs,
        500 => request.SaysHowLongItsBodyIs || request.Headers.Any(header => !Ascii.IsValid(header)),
        404 or 405 => !s_methods.Contains(request.Method) || request.Target.StartsWith("//", StringComparison.Ordinal),
        _ => reply.Status is 400 or 411 or 413 or 414 or 431,
    };
}
