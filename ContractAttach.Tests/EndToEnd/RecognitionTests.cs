using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Contracts that are not attached, and how little is said of why.</summary>
public sealed class RecognitionTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    public static TheoryData<string> Causes => [.. UnrecognisedStart.Causes];

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Whatever_the_cause_the_answer_is_the_same(string cause)
    {
        Channel channel = await Deployment.CustomerAsync();

        Reply unknown = await channel.StartAsync(TestContract.Mobile());
        (TestContract contract, string? customerNumber) = await UnrecognisedStart.PrepareAsync(Deployment, cause);
        Reply reply = await channel.StartAsync(contract, customerNumber: customerNumber);

        reply.Expect(422, "contract-not-recognised");
        Assert.Equal(WithoutTrace(unknown), WithoutTrace(reply));
        Assert.Equal(Names(unknown), Names(reply));
        Assert.Empty(await channel.RequestsAsync());
    }

    [Theory]
    [InlineData("Performance Pro")]
    [InlineData("Performance Entreprises")]
    [InlineData("Business Everywhere Pro")]
    public async Task An_excluded_offer_is_named_to_who_has_the_bill(string range)
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet() with { Segment = "professional", Range = range });

        (await channel.StartAsync(contract)).Expect(422, "offer-excluded");
    }

    [Fact]
    public async Task A_professional_contract_of_another_range_is_attached()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet() with { Segment = "professional", Range = "Livebox Pro" });

        await channel.AttachAsync(contract);
    }

    [Theory]
    [InlineData("{}", "segment", "contractKind")]
    [InlineData("""{"segment":"consumer","contractKind":"mobile"}""", "identifiers.lineNumber")]
    [InlineData("""{"segment":"consumer","contractKind":"mobile","identifiers":{"lineNumber":"0123456789"}}""", "identifiers.lineNumber")]
    [InlineData("""{"segment":"consumer","contractKind":"internet","identifiers":{"lineNumber":"FTTH123456"}}""", "identifiers.customerNumber")]
    [InlineData("""{"segment":"consumer","contractKind":"internet","identifiers":{"lineNumber":"FT","customerNumber":"12"}}""", "identifiers.lineNumber", "identifiers.customerNumber")]
    [InlineData("""{"segment":"consumer","contractKind":"fixed","identifiers":{"lineNumber":"x","customerNumber":"0123456789"}}""", "identifiers.lineNumber")]
    [InlineData("""{"segment":"consumer","contractKind":"mobile","identifiers":{"lineNumber":"0612345678"},"lineUser":{"kind":"other","firstName":"L"}}""", "lineUser.lastName")]
    [InlineData("""{"segment":"consumer","contractKind":"mobile","identifiers":{"lineNumber":"0612345678"},"contactDetails":{"email":"no"}}""", "contactDetails.email")]
    [InlineData("""{"segment":"consumer","contractKind":"mobile","identifiers":{"lineNumber":"0612345678"},"contactDetails":{"email":"a@example.com","mobile":"12"}}""", "contactDetails.mobile")]
    [InlineData("""{"segment":"consumer","contractKind":"MOBILE","identifiers":{"lineNumber":"0612345678"}}""", "contractKind")]
    [InlineData("""{"segment":"consumer","contractKind":"internet,mobile","identifiers":{"lineNumber":"0612345678"}}""", "contractKind")]
    [InlineData("""{"segment":"consumer","contractKind":"fixed,mobile","identifiers":{"lineNumber":"0612345678"}}""", "contractKind")]
    [InlineData("""{"segment":"consumer","contractKind":"mobile ","identifiers":{"lineNumber":"0612345678"}}""", "contractKind")]
    [InlineData("""{"segment":"consumer","contractKind":"2","identifiers":{"lineNumber":"0612345678"}}""", "contractKind")]
    [InlineData("""{"segment":"CONSUMER","contractKind":"mobile","identifiers":{"lineNumber":"0612345678"}}""", "segment")]
    [InlineData("""{"segment":"consumer","contractKind":"mobile","identifiers":{"lineNumber":"0612345678"},"unknown":1}""", "unknown")]
    [InlineData("""{"segment":"family"}""", "segment")]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    public async Task A_body_that_is_not_valid_names_its_fields(string body, params string[] fields)
    {
        Channel channel = await Deployment.CustomerAsync();
        using var content = new StringContent(body);

        Reply reply = (await channel.SendAsync(HttpMethod.Post, "/api/v1/attach-requests", content)).Expect(400, "invalid-request");

        Assert.Equal(fields.Order(StringComparer.Ordinal), reply.Body["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    private static string WithoutTrace(Reply reply)
    {
        JsonObject body = reply.Body;
        body.Remove("traceId");
        return body.ToJsonString();
    }

    private static IEnumerable<string> Names(Reply reply) => reply.Headers.Select(header => header.Key).Order(StringComparer.Ordinal);
}
