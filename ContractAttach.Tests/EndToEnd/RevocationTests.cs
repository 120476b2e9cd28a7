using System.Text.RegularExpressions;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>The link in the holder's message that ends an access: it needs no account.</summary>
public sealed partial class RevocationTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    private static readonly (string, string) s_browser = ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8");

    private Channel Holder => Deployment.Nobody();

    [Fact]
    public async Task Looking_shows_what_would_end_and_ends_nothing()
    {
        (Channel channel, TestContract contract, string link) = await AttachAsync(TestContract.Internet());

        for (int look = 0; look < 2; look++)
        {
            Reply reply = (await Holder.GetAsync(link)).Expect(200);
            Assert.Equal(("internet", "Offre Livebox", "proxy", "Léo Bernard", "false"), (reply["contractKind"], reply["offer"], reply["role"], reply["displayName"], reply["ended"]));
            Assert.Contains("••", reply["line"], StringComparison.Ordinal);
            Assert.DoesNotContain(contract.Line, reply.Text, StringComparison.Ordinal);
            Assert.Equal((string)(await channel.ContractsAsync())[0]!["attachedAt"]!, reply["attachedAt"]);
            Assert.Equal(TimeSpan.FromDays(30), DateTime.Parse(reply["expiresAt"]!) - DateTime.Parse(reply["attachedAt"]!));
            (await Holder.GetAsync(link, s_browser)).Expect(200);
            Assert.Empty((await Holder.SendAsync(HttpMethod.Head, link, null)).Expect(200).Text);
        }

        Assert.Single(await channel.ContractsAsync());
    }

    [Fact]
    public async Task The_button_ends_the_access_once_and_both_are_told()
    {
        (Channel channel, TestContract contract, string link) = await AttachAsync(TestContract.Internet());

        Reply reply = (await Holder.PostAsync(link, null)).Expect(200);

        Assert.Equal(("Léo Bernard", "true"), (reply["displayName"], reply["ended"]));
        Assert.Empty(await channel.ContractsAsync());
        (await Holder.PostAsync(link, null)).Expect(404, "link-not-valid");
        (await Holder.GetAsync(link)).Expect(404, "link-not-valid");
        Assert.Contains("a pris fin", (await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 2))[0].Subject, StringComparison.Ordinal);
        Assert.Contains("procuration", (await Deployment.WaitForMessagesAsync(channel.Person.Email!, "email", 2))[0].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_at_once_one_ends_it()
    {
        (Channel channel, TestContract contract, string link) = await AttachAsync(TestContract.Internet());

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Holder.PostAsync(link, null)));

        Assert.Equal([200, 404, 404, 404, 404], replies.Select(reply => reply.Status).Order());
        Assert.Empty(await channel.ContractsAsync());
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 2)).Count);
    }

    [Fact]
    public async Task The_link_of_an_access_that_has_ended_does_not_end_a_later_one()
    {
        (Channel channel, TestContract contract, string former) = await AttachAsync(TestContract.Internet());
        (await channel.RemoveAsync(contract.Id)).Expect(204);
        (await Holder.GetAsync(former)).Expect(404, "link-not-valid");

        await channel.AttachAsync(contract);
        (await Holder.GetAsync(former)).Expect(404, "link-not-valid");
        (await Holder.PostAsync(former, null)).Expect(404, "link-not-valid");
        Assert.Single(await channel.ContractsAsync());

        string present = Channel.LinkIn((await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 3))
            .First(message => message.Text!.Contains("/revocations/", StringComparison.Ordinal)).Text!);
        Assert.NotEqual(former, present);
        (await Holder.PostAsync(present, null)).Expect(200);
        Assert.Empty(await channel.ContractsAsync());
    }

    [Fact]
    public async Task A_holder_without_an_email_address_ends_it_by_the_link_in_the_sms()
    {
        Channel channel = await Deployment.CustomerAsync();
        string mobile = TestContract.NewMobileNumber();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet() with { HolderEmail = null, HolderMobile = mobile });
        await channel.AttachAsync(contract);
        string link = Channel.LinkIn(Assert.Single(await Deployment.WaitForMessagesAsync(mobile, "sms")).Text!);

        (await Holder.PostAsync(link, null)).Expect(200);

        Assert.Empty(await channel.ContractsAsync());
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(mobile, "sms", 2)).Count);
    }

    [Theory]
    [InlineData(null, "en", "en", "End this access")]
    [InlineData(null, null, "fr", "Mettre fin à cet accès")]
    [InlineData("en", null, "en", "End this access")]
    [InlineData("fr-FR,en;q=0.5", "en", "fr", "Mettre fin à cet accès")]
    [InlineData("de", "en", "en", "End this access")]
    public async Task A_browser_gets_a_page_in_its_language_or_in_the_contracts(string? wanted, string? contracts, string language, string button)
    {
        (Channel channel, _, string link) = await AttachAsync(TestContract.Internet() with { Language = contracts, Range = "Livebox <b>&" });
        (string, string)[] headers = wanted is null ? [s_browser] : [s_browser, ("Accept-Language", wanted)];

        Reply page = (await Holder.GetAsync(link, headers)).Expect(200);

        Assert.Equal("text/html", page.ContentType);
        Assert.Contains($"<html lang=\"{language}\">", page.Text, StringComparison.Ordinal);
        Assert.Contains($"<form method=\"post\"><button>{button}</button></form>", page.Text, StringComparison.Ordinal);
        Assert.Contains("Léo Bernard", page.Text, StringComparison.Ordinal);
        Assert.Contains("Offre Livebox &lt;b&gt;&amp;", page.Text, StringComparison.Ordinal);
        ExpectPage(page);

        Reply ended = (await Holder.SendAsync(HttpMethod.Post, link, new FormUrlEncodedContent([]), headers)).Expect(200);
        Assert.DoesNotContain("<form", ended.Text, StringComparison.Ordinal);
        Assert.Contains("<h1>", ended.Text, StringComparison.Ordinal);
        ExpectPage(ended);
        Assert.Empty(await channel.ContractsAsync());

        Reply again = (await Holder.SendAsync(HttpMethod.Post, link, new FormUrlEncodedContent([]), headers)).Expect(404);
        Assert.Contains(wanted == "en" ? "no longer" : "ne l’est plus", again.Text, StringComparison.Ordinal);
        ExpectPage(again);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("..%2F..%2Faccounts%2Faaaa")]
    [InlineData("%27%20or%20%271%27eq%271")]
    public async Task Whatever_is_no_link_gets_the_one_answer(string token)
    {
        Reply shown = (await Holder.GetAsync("/revocations/" + token)).Expect(404, "link-not-valid");
        Reply ended = (await Holder.PostAsync("/revocations/" + token, null)).Expect(404, "link-not-valid");

        Assert.Equal(shown["detail"], ended["detail"]);
        ExpectPage((await Holder.GetAsync("/revocations/" + token, s_browser)).Expect(404));
    }

    [Fact]
    public async Task An_address_that_is_none_is_a_page_for_a_browser_and_an_error_of_the_api_below_it()
    {
        Reply page = (await Holder.GetAsync("/nothing/here", s_browser)).Expect(404);
        Assert.Equal("text/html", page.ContentType);
        Assert.Contains("<h1>Adresse inconnue</h1>", page.Text, StringComparison.Ordinal);
        Assert.Contains("<p>Cette adresse n’existe pas.</p>", page.Text, StringComparison.Ordinal);

        (await Holder.GetAsync("/api/v1/account", s_browser)).Expect(401, "unauthenticated");
        Assert.Equal("application/problem+json", (await Holder.GetAsync("/nothing/here", ("Accept", "text/html;q=0.1,application/json"))).Expect(404).ContentType);
    }

    private static void ExpectPage(Reply page)
    {
        Assert.Equal("text/html", page.ContentType);
        Assert.True(page.Headers.CacheControl?.NoStore);
        Assert.Equal(("nosniff", "no-referrer", "noindex, nofollow"), (page.Header("X-Content-Type-Options"), page.Header("Referrer-Policy"), page.Header("X-Robots-Tag")));
        Assert.Matches("^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$", page.Header("Content-Security-Policy"));
        Assert.DoesNotMatch("(?i)<script|<img|<link|<iframe|style=|onclick|https?:", page.Text);
        string style = Style().Match(page.Text).Groups[1].Value;
        string hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"'sha256-{hash}'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    private async Task<(Channel Channel, TestContract Contract, string Link)> AttachAsync(TestContract contract)
    {
        Channel channel = await Deployment.CustomerAsync();
        await Deployment.ImportAsync(contract);
        await channel.AttachAsync(contract);
        return (channel, contract, Channel.LinkIn((await Deployment.EmailAsync(contract.HolderEmail!)).Text!));
    }

    [GeneratedRegex("<style>(.*)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
