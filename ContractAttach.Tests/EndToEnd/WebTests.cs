using System.Text;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>What is the same for every call: headers, languages, unknown paths, sizes, health.</summary>
public sealed class WebTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Theory]
    [InlineData("a-Z_0:;./<>{}")]
    [InlineData("b4333c46-49c0-4f62-80d7-f0ef930f1c46")]
    public async Task The_correlator_is_echoed(string correlator)
    {
        Reply reply = await Deployment.Nobody().GetAsync("/api/v1/account", ("x-correlator", correlator));

        Assert.Equal(correlator, reply.Headers.GetValues("x-correlator").Single());
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("a,b")]
    public async Task A_malformed_correlator_gives_way_to_a_new_one(string correlator)
    {
        Reply reply = await Deployment.Nobody().GetAsync("/api/v1/account", ("x-correlator", correlator));

        Assert.True(Guid.TryParse(reply.Headers.GetValues("x-correlator").Single(), out _));
    }

    [Fact]
    public async Task A_call_without_correlator_gets_one_of_its_own()
    {
        Channel channel = await Deployment.CustomerAsync();

        string[] correlators =
        [
            (await channel.GetAsync("/api/v1/account")).Expect(200).Header("x-correlator"),
            (await channel.GetAsync("/api/v1/attach-requests")).Expect(200).Header("x-correlator"),
            (await channel.GetAsync("/health/live")).Expect(200).Header("x-correlator"),
            (await channel.GetAsync("/api/v1/nothing")).Expect(404).Header("x-correlator"),
            (await channel.CloseAccountAsync()).Expect(204).Header("x-correlator"),
        ];

        Assert.All(correlators, correlator => Assert.True(Guid.TryParse(correlator, out _), correlator));
        Assert.Distinct(correlators);
    }

    [Fact]
    public async Task Two_correlators_are_none()
    {
        Reply reply = await Deployment.Nobody().GetAsync("/api/v1/account", ("x-correlator", "one"), ("x-correlator", "two"));

        Assert.True(Guid.TryParse(reply.Header("x-correlator"), out _));
    }

    [Fact]
    public async Task A_correlator_that_is_too_long_gives_way_to_a_new_one()
    {
        Reply reply = await Deployment.Nobody().GetAsync("/api/v1/account", ("x-correlator", new string('a', 257)));

        Assert.True(Guid.TryParse(reply.Headers.GetValues("x-correlator").Single(), out _));
    }

    [Fact]
    public async Task Answers_bear_the_headers_that_keep_them_private()
    {
        Channel channel = await Deployment.CustomerAsync();

        (await channel.GetAsync("/api/v1/account")).ExpectHeaders();
        (await channel.GetAsync("/api/v1/contracts")).ExpectHeaders();
        (await channel.GetAsync("/api/v1/attach-requests")).ExpectHeaders();
    }

    [Theory]
    [InlineData(null, "Connectez-vous")]
    [InlineData("fr-FR,fr;q=0.9,en;q=0.8", "Connectez-vous")]
    [InlineData("en", "Sign in")]
    [InlineData("en-GB,en;q=0.9,fr;q=0.8", "Sign in")]
    [InlineData("de,en;q=0.5", "Sign in")]
    [InlineData("en;q=0.2,fr;q=0.7", "Connectez-vous")]
    [InlineData("de", "Connectez-vous")]
    [InlineData("en;q=0", "Connectez-vous")]
    [InlineData(";;;q=", "Connectez-vous")]
    public async Task Errors_are_in_the_callers_language(string? languages, string beginning)
    {
        Reply reply = await Deployment.Nobody().GetAsync("/api/v1/account", languages is null ? [] : [("Accept-Language", languages)]);

        Assert.StartsWith(beginning, reply["title"], StringComparison.Ordinal);
        Assert.StartsWith(beginning, reply["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "Corrigez|corrigez", "Obligatoire")]
    [InlineData("en", "correct", "Required")]
    public async Task What_is_wrong_with_a_field_is_said_in_the_callers_language(string language, string detail, string message)
    {
        Channel channel = await Deployment.CustomerAsync();
        using var body = new StringContent("""{"segment":"consumer","contractKind":"internet","lineUser":{"kind":"other"},"contactDetails":{}}""");

        Reply reply = (await channel.SendAsync(HttpMethod.Post, "/api/v1/attach-requests", body, ("Accept-Language", language))).Expect(400, "invalid-request");

        Assert.Matches(detail, reply["detail"]!);
        var errors = reply.Body["errors"]!.AsObject();
        Assert.Equal(
            ["contactDetails.email", "identifiers.customerNumber", "identifiers.lineNumber", "lineUser.firstName", "lineUser.lastName"],
            errors.Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.StartsWith(message, (string)error.Value!.AsArray().Single()!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_loads_nothing_and_is_framed_by_nobody() =>
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", (await Deployment.Nobody().GetAsync("/api/v1/account")).Header("Content-Security-Policy"));

    [Fact]
    public async Task Only_over_tls_is_the_browser_told_to_stay_with_it() =>
        Assert.Equal(
            Deployment.Application.BaseAddress!.Scheme == Uri.UriSchemeHttps,
            (await Deployment.Nobody().GetAsync("/health/live")).Headers.Contains("Strict-Transport-Security"));

    [Theory]
    [InlineData("GET /api/v1/", 20_000, " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", 414)]
    [InlineData("GET /api/v1/account HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Long: ", 40_000, "\r\n\r\n", 431)]
    public async Task An_address_or_headers_without_end_are_refused(string before, int length, string after, int status)
    {
        byte[] request = Encoding.ASCII.GetBytes(before + new string('a', length) + after);

        RawReply reply = await RawHttp.SendAsync(Deployment.Application.BaseAddress!, request, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task An_unknown_path_is_not_found()
    {
        Channel channel = await Deployment.SignInAsync();

        (await channel.GetAsync("/api/v1/nothing")).Expect(404, "not-found");
        (await Deployment.Nobody().GetAsync("/api/nothing")).Expect(404, "not-found");
        (await channel.PostAsync("/api/v1/nothing", new { })).Expect(404, "not-found");
    }

    [Theory]
    [InlineData("POST", "/api/v1/account", 64 * 1024 + 1)]
    [InlineData("POST", "/api/v1/attach-requests", 64 * 1024 + 1)]
    [InlineData("POST", "/api/v1/operator/contracts", 10_000_001)]
    public async Task A_body_that_is_too_large_is_refused(string method, string path, int length)
    {
        Channel channel = await Deployment.CustomerAsync(new TestPerson { Roles = ["operator"] });
        using var body = new ByteArrayContent(new byte[length]);

        (await channel.SendAsync(new HttpMethod(method), path, body, ("Expect", "100-continue"))).Expect(413, "too-large");
    }

    [Theory]
    [InlineData("/api/v1/account", 64 * 1024)]
    [InlineData("/api/v1/operator/contracts", 10_000_000)]
    public async Task A_body_that_does_not_say_that_it_is_too_large_is_refused_too(string path, int limit)
    {
        Channel channel = await Deployment.SignInAsync(new TestPerson { Roles = ["operator"] });
        using var stream = new MemoryStream(new byte[limit + 1]);
        using var body = new StreamContent(stream);

        (await channel.SendAsync(HttpMethod.Post, path, body, ("Transfer-Encoding", "chunked"))).Expect(413, "too-large");
    }

    [Fact]
    public async Task The_service_says_how_it_is()
    {
        Assert.Equal("live", (await Deployment.Nobody().GetAsync("/health/live")).Expect(200)["status"]);
        Reply ready = (await Deployment.Nobody().GetAsync("/health/ready")).Expect(200);
        Assert.Equal(("ready", "ready", "ready"), (ready["status"], ready["storage"], ready["engine"]));
    }

    [Fact]
    public async Task The_service_says_what_it_takes_and_answers_and_whoever_has_it_is_not_told_again()
    {
        Reply reply = (await Deployment.Nobody().GetAsync("/openapi.json")).Expect(200);
        Assert.Equal(("application/json", "3.1.", true), (reply.ContentType, reply["openapi"]![..4], reply.Headers.CacheControl!.Public));

        Reply again = (await Deployment.Nobody().GetAsync("/openapi.json", ("If-None-Match", reply.Headers.ETag!.ToString()))).Expect(304);
        Assert.Equal((reply.Headers.ETag, ""), (again.Headers.ETag, again.Text));
        (await Deployment.Nobody().GetAsync("/openapi.json", ("If-None-Match", "\"another\""))).Expect(200);
    }
}
