using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>An answer of the application.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="ContentType">Its body's type.</param>
/// <param name="Text">Its body.</param>
public sealed record Reply(int Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    /// <summary>The body as JSON.</summary>
    public JsonObject Body => JsonNode.Parse(Text)!.AsObject();

    /// <summary>A member of the body as text, or null.</summary>
    public string? this[string member] => Body[member]?.ToString();

    /// <summary>The only value of a header.</summary>
    public string Header(string name) => Headers.GetValues(name).Single();

    /// <summary>The seconds of <c>Retry-After</c>.</summary>
    public double RetryAfter => Headers.RetryAfter!.Delta!.Value.TotalSeconds;

    /// <summary>Reads an answer.</summary>
    public static async Task<Reply> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Headers,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    /// <summary>Requires this status, with the body in the message where it is another.</summary>
    public Reply Expect(int status)
    {
        if (Status != status)
            Assert.Fail($"Status {status} was expected; it is {Status}: {Text}");
        return this;
    }

    /// <summary>Requires an error as HTTP-API has it: this status and code, every member, and the headers of personal answers.</summary>
    public Reply Expect(int status, string code)
    {
        Expect(status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal((code, "urn:contract-attach:" + code, $"{status}"), (this["code"], this["type"], this["status"]));
        Assert.False(string.IsNullOrEmpty(this["title"]) || string.IsNullOrEmpty(this["detail"]) || string.IsNullOrEmpty(this["traceId"]), Text);
        Assert.Equal(status == 400, Body.ContainsKey("errors"));
        ExpectHeaders();
        return this;
    }

    /// <summary>Requires the headers that every answer of the API bears.</summary>
    public void ExpectHeaders()
    {
        Assert.True(Headers.CacheControl?.NoStore, "Cache-Control: no-store is missing");
        Assert.Equal("nosniff", Headers.GetValues("X-Content-Type-Options").Single());
        Assert.NotEmpty(Headers.GetValues("x-correlator").Single());
    }
}
