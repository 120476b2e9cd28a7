using System.Net;
using System.Text;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>Only requests signed with the access key are taken.</summary>
public sealed class SignatureTests(DevServicesFixture services)
{
    private const string Path = "/emails/operations/0d6a6f0e-9c3f-4a55-8d0e-3f3f8a1d1c11?api-version=2025-09-01";

    [Fact]
    public async Task Signed_IsTaken() =>
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(_ => { })).StatusCode);

    [Fact]
    public Task WrongKey_IsDenied() => DeniedAsync(request => request.Sign("c29tZSBvdGhlciBrZXk=", "any text"));

    [Fact]
    public Task AlteredBody_IsDenied() => DeniedAsync(request => request.Content = new StringContent("{}", Encoding.UTF8, "application/json"));

    [Fact]
    public Task AlteredPath_IsDenied() => DeniedAsync(request => request.RequestUri = new Uri(services.BaseUrl + Path + "&more=1"));

    [Theory]
    [InlineData("x-ms-date")]
    [InlineData("x-ms-content-sha256")]
    [InlineData("Authorization")]
    public Task MissingHeader_IsDenied(string header) => DeniedAsync(request => request.Headers.Remove(header));

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("HMAC-SHA256 SignedHeaders=host&Signature=YWJj")]
    [InlineData("HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=====")]
    public Task OtherAuthorization_IsDenied(string authorization) => DeniedAsync(request =>
    {
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
    });

    [Fact]
    public Task OldDate_IsDenied() => DeniedAsync(request =>
    {
        string date = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("r");
        string hash = request.Headers.GetValues("x-ms-content-sha256").Single();
        request.Headers.Remove("x-ms-date");
        request.Headers.Add("x-ms-date", date);
        request.Sign(services.AccessKey, $"GET\n{Path}\n{date};{request.RequestUri!.Authority};{hash}");
    });

    private Task<HttpResponseMessage> SendAsync(Action<HttpRequestMessage> change) =>
        services.Process.SendSignedAsync(HttpMethod.Get, Path, body: null, change);

    private async Task DeniedAsync(Action<HttpRequestMessage> change)
    {
        using HttpResponseMessage response = await SendAsync(change);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Denied", (string?)(await response.JsonAsync())["error"]!["code"]);
    }
}
