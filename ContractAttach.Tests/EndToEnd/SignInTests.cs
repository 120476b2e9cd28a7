using System.Text;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Tokens that are let in, and those that are not.</summary>
public sealed class SignInTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Fact]
    public async Task Without_a_token_nobody_gets_past()
    {
        Reply reply = (await Deployment.Nobody().GetAsync("/api/v1/account")).Expect(401, "unauthenticated");

        Assert.Equal("Bearer", reply.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/API/V1/account")]
    [InlineData("/api/v1/operator/contracts")]
    public async Task No_path_of_the_api_is_open(string path) =>
        Assert.Equal(401, (await Deployment.Nobody().GetAsync(path)).Status);

    [Fact]
    public async Task A_token_that_has_run_out_is_not_let_in()
    {
        Channel channel = await Deployment.SignInAsync(new TestPerson { IssuedAt = Deployment.Clock.GetUtcNow().AddHours(-2), ExpiresInSeconds = 3600 });

        (await channel.GetAsync("/api/v1/account")).Expect(401, "unauthenticated");
    }

    [Fact]
    public async Task A_token_of_the_future_is_not_let_in()
    {
        Channel channel = await Deployment.SignInAsync(new TestPerson { IssuedAt = Deployment.Clock.GetUtcNow().AddHours(1) });

        (await channel.GetAsync("/api/v1/account")).Expect(401, "unauthenticated");
    }

    [Fact]
    public async Task A_token_for_somebody_else_is_not_let_in()
    {
        Channel channel = await Deployment.SignInAsync(new TestPerson { Audience = "another-application" });

        (await channel.GetAsync("/api/v1/account")).Expect(401, "unauthenticated");
    }

    [Fact]
    public async Task A_token_without_a_signature_is_not_let_in()
    {
        string[] parts = (await Deployment.TokenAsync(new TestPerson())).Split('.');
        string none = Base64Url("""{"alg":"none","typ":"JWT"}""");

        foreach (string token in new[] { $"{none}.{parts[1]}.", $"{none}.{parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}." })
            await RefusedAsync(token);
    }

    [Fact]
    public async Task A_token_that_was_changed_is_not_let_in()
    {
        string[] parts = (await Deployment.TokenAsync(new TestPerson())).Split('.');
        string claims = Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Replace('-', '+').Replace('_', '/').PadRight((parts[1].Length + 3) / 4 * 4, '=')));

        await RefusedAsync($"{parts[0]}.{Base64Url(claims.Replace("Bernard", "Durand", StringComparison.Ordinal))}.{parts[2]}");
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_not_let_in()
    {
        string[] parts = (await Deployment.TokenAsync(new TestPerson())).Split('.');

        await RefusedAsync($"{Base64Url("""{"alg":"HS256","typ":"JWT"}""")}.{parts[1]}.{parts[2]}");
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("")]
    public Task What_is_no_token_is_not_let_in(string token) => RefusedAsync(token);

    [Fact]
    public async Task Only_an_operator_imports()
    {
        Channel channel = await Deployment.CustomerAsync();
        using var body = new StringContent(TestContract.Mobile().ToJson());

        (await channel.SendAsync(HttpMethod.Post, "/api/v1/operator/contracts", body)).Expect(403, "forbidden");
    }

    private async Task RefusedAsync(string token) =>
        (await new Channel(Deployment, new TestPerson(), token).GetAsync("/api/v1/account")).Expect(401, "unauthenticated");

    private static string Base64Url(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
