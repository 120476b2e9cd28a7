using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.Channel;
using ContractAttach.Tests.Fixtures;
using Microsoft.Azure.Functions.Worker;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Every call there is, by whoever must not make it.</summary>
public sealed partial class EveryCallTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    // Whoever has the link may follow it; the handshake, health and the document are for anybody.
    private static readonly string[] s_public =
        ["GET /health/live", "GET /health/ready", "GET /openapi.json", "GET /revocations/x", "HEAD /revocations/x", "POST /revocations/x", "OPTIONS /hooks/sms-delivery-reports"];

    private static readonly (string Method, string Path)[] s_calls =
    [
        .. typeof(ProblemMiddleware).Assembly.GetTypes()
            .Where(type => type != typeof(ChannelFunctions))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .Where(trigger => trigger.Route != "{*path}")
            .SelectMany(trigger => trigger.Methods!.Select(method => (method.ToUpperInvariant(), "/" + Parameter().Replace(trigger.Route!, "x")))),
    ];

    private static (string Method, string Path)[] Guarded => [.. s_calls.Where(call => !s_public.Contains($"{call.Method} {call.Path}"))];

    [Fact]
    public void Whatever_is_not_for_anybody_is_below_a_guarded_path() =>
        Assert.All(Guarded, call => Assert.Matches("^/(api/v1|hooks)/", call.Path));

    [Fact]
    public async Task Without_a_good_token_none_is_answered()
    {
        (string Name, string? Token)[] tokens =
        [
            ("none", null),
            ("empty", ""),
            ("another scheme's", "Basic"),
            ("run out", await TokenAsync(new TestPerson { IssuedAt = Deployment.Clock.GetUtcNow().AddHours(-2), ExpiresInSeconds = 3600 })),
            ("of the future", await TokenAsync(new TestPerson { IssuedAt = Deployment.Clock.GetUtcNow().AddHours(1) })),
            ("for another audience", await TokenAsync(new TestPerson { Audience = "another-application" })),
            .. await ForgedAsync(),
        ];

        foreach ((string method, string path) in Guarded)
        {
            foreach ((string name, string? token) in tokens)
                Require(await SendAsync(method, path, token), 401, "unauthenticated", name);
        }
    }

    [Fact]
    public async Task A_persons_token_opens_no_hook_and_the_hooks_no_call()
    {
        string person = await TokenAsync(new TestPerson { Roles = ["operator", "AzureEventGridSecureWebhookSubscriber"] });
        string hook = await TokenAsync(new TestPerson { Audience = "contract-attach-hooks", Roles = ["operator", "AzureEventGridSecureWebhookSubscriber"] });

        foreach ((string method, string path) in Guarded)
            Require(await SendAsync(method, path, path.StartsWith("/hooks", StringComparison.Ordinal) ? person : hook), 401, "unauthenticated", "of the other kind");
    }

    [Fact]
    public async Task Who_is_no_operator_makes_none_of_the_operators_calls()
    {
        string customer = await TokenAsync(new TestPerson { Roles = ["Operator", "customer"] });

        (string Method, string Path)[] calls = [.. Guarded.Where(call => call.Path.StartsWith("/api/v1/operator/", StringComparison.Ordinal))];
        Assert.NotEmpty(calls);
        foreach ((string method, string path) in calls)
            Require(await SendAsync(method, path, customer), 403, "forbidden", "of a customer");
    }

    [Fact]
    public async Task Who_has_no_account_is_asked_to_create_one_first()
    {
        foreach ((string method, string path) in Guarded.Where(call => !call.Path.StartsWith("/hooks", StringComparison.Ordinal)
            && !call.Path.StartsWith("/api/v1/operator/", StringComparison.Ordinal) && call.Path != "/api/v1/account"))
            Require(await SendAsync(method, path, await TokenAsync(new TestPerson())), 409, "account-required", "of somebody without account");
    }

    private Task<string> TokenAsync(TestPerson person) => Deployment.TokenAsync(person);

    private async Task<(string Name, string? Token)[]> ForgedAsync()
    {
        string good = await TokenAsync(new TestPerson());
        string[] parts = good.Split('.');
        var token = new JsonWebToken(good);
        using var rsa = RSA.Create(2048);
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!.AsObject();
        claims["iss"] = "https://sign-in.example.com";
        return
        [
            ("without signature", $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}."),
            ("with its signature taken away", $"{parts[0]}.{parts[1]}."),
            ("changed", $"{parts[0]}.{Base64UrlEncoder.Encode(claims.ToJsonString())}.{parts[2]}"),
            ("signed by another key of the same name", Sign(Base64UrlEncoder.Decode(parts[1]), rsa, token.Kid)),
            ("of another issuer", Sign(claims.ToJsonString(), rsa, "another")),
            ("signed with the public key as a secret", HmacWithPublicText(parts[1], token.Kid)),
            ("no token", "a.b.c"),
        ];
    }

    private static string Sign(string claims, RSA rsa, string kid) =>
        new JsonWebTokenHandler().CreateToken(claims, new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = kid }, SecurityAlgorithms.RsaSha256));

    private static string HmacWithPublicText(string claims, string kid)
    {
        string signed = $"{Base64UrlEncoder.Encode($$"""{"alg":"HS256","typ":"JWT","kid":"{{kid}}"}""")}.{claims}";
        return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(kid), Encoding.ASCII.GetBytes(signed)))}";
    }

    private async Task<Reply> SendAsync(string method, string path, string? token)
    {
        using StringContent? body = method is "POST" or "PUT" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        return token == "Basic"
            ? await Deployment.Nobody().SendAsync(new HttpMethod(method), path, body, ("Authorization", "Basic b3BlcmF0b3I6b3BlcmF0b3I="))
            : await new Channel(Deployment, new TestPerson(), token).SendAsync(new HttpMethod(method), path, body);
    }

    private static void Require(Reply reply, int status, string code, string token)
    {
        Assert.True((reply.Status, reply["code"]) == (status, code), $"{status} {code} was expected for a token {token}: {reply.Status} {reply.Text}");
        reply.Expect(status, code);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
