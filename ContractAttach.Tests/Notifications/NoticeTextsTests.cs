using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ContractAttach.Accounts;
using ContractAttach.Contracts;
using ContractAttach.Notifications;
using ContractAttach.Revocations;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Notifications;

public sealed partial class NoticeTextsTests
{
    private static readonly string LongestPortal = "https://" + new string('a', PortalOptions.LongestUrl - "https://".Length);

    private const string Link = "https://portal.example.com/revocations/abc_DEF-123?x=1&y=2";

    public static TheoryData<string, ContractLanguage> EveryText => [.. Kinds.SelectMany(kind => new (string, ContractLanguage)[]
    {
        (kind, ContractLanguage.Fr), (kind, ContractLanguage.En),
    })];

    private static readonly string[] Kinds =
        [.. typeof(NoticeKinds).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void The_holder_reads_in_French_who_what_when_and_how_to_end_it()
    {
        NoticeText text = NoticeTexts.Render(Notices.Email(NoticeKinds.AttachedHolder, facts: Notices.Facts with { RevocationLink = Link }));
        Assert.Equal("Votre contrat Forfait 100 Go\u00A0: une procuration a été ajoutée", text.Subject);
        Assert.Equal(
            """
            Bonjour Jeanne Martin,

            Léa Durand peut désormais gérer votre contrat en ligne, depuis son espace client. L’accord a été donné par l’utilisateur de la ligne, qui a transmis le code reçu par SMS.

            Contrat : mobile
            Offre : Forfait 100 Go
            Ligne : 06 •• •• •• 12
            Date : 14 juillet 2026 à 14 h 05 (heure de Paris)
            Rattaché par : Léa Durand
            Rôle : procuration

            Vous n’êtes pas d’accord ? Ce lien vous montre ce qui va se passer, et vous confirmez ensuite. Il est valable jusqu’au 13 août 2026 à 14 h 05 (heure de Paris), ne sert qu’une fois et ne demande pas d’espace client.
            Mettre fin à cet accès : https://portal.example.com/revocations/abc_DEF-123?x=1&y=2

            Si vous êtes à l’origine de ce rattachement, ou si vous êtes d’accord, vous n’avez rien à faire.

            Message envoyé automatiquement, merci de ne pas y répondre.

            """,
            text.Text.Replace('\u00A0', ' '));
    }

    [Fact]
    public void The_holder_reads_in_English_who_what_when_and_how_to_end_it()
    {
        NoticeText text = NoticeTexts.Render(Notices.Email(
            NoticeKinds.AttachedHolder, facts: Notices.Facts with { RevocationLink = Link }, language: ContractLanguage.En));
        Assert.Equal("Your contract Forfait 100 Go: a proxy was added", text.Subject);
        Assert.StartsWith("Hello Jeanne Martin,\n\nLéa Durand can now manage your contract online", text.Text, StringComparison.Ordinal);
        Assert.Contains("Date: 14 July 2026 at 14:05 (Paris time)", text.Text, StringComparison.Ordinal);
        Assert.Contains("It is valid until 13 August 2026 at 14:05 (Paris time), works once", text.Text, StringComparison.Ordinal);
        Assert.Contains("End this access: " + Link, text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_link_the_holder_is_sent_to_customer_service()
    {
        NoticeText text = NoticeTexts.Render(Notices.Email(NoticeKinds.AttachedHolder));
        Assert.Contains("contactez le service client", text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href", text.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Holder, "titulaire")]
    [InlineData(Role.Proxy, "procuration")]
    public void Who_asked_reads_by_what_right(Role role, string word) => Assert.Contains(
        $"Rôle\u00A0: {word}",
        NoticeTexts.Render(Notices.Email(NoticeKinds.AttachedRequester, facts: Notices.Facts with { Role = role })).Text,
        StringComparison.Ordinal);

    [Fact]
    public void A_bill_and_not_a_code_gave_the_right_to_an_internet_contract()
    {
        NoticeFacts facts = Notices.Facts with { ContractKind = ContractKind.Internet };
        string text = NoticeTexts.Render(Notices.Email(NoticeKinds.AttachedHolder, facts: facts)).Text;
        Assert.Contains("sur votre facture", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SMS", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ContractKind.Internet)]
    [InlineData(ContractKind.Mobile)]
    public void A_holders_own_attachment_tells_no_story_of_how(ContractKind kind)
    {
        // Own contracts are attached when the account is made: there was neither code nor bill.
        NoticeFacts facts = Notices.Facts with { ContractKind = kind, Role = Role.Holder };
        string text = NoticeTexts.Render(Notices.Email(NoticeKinds.AttachedHolder, facts: facts)).Text;
        Assert.Contains("en tant que titulaire", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("SMS|facture", text);
    }

    [Theory]
    [MemberData(nameof(EveryText))]
    public void Both_versions_say_the_same(string kind, ContractLanguage language)
    {
        NoticeText text = NoticeTexts.Render(Notices.Email(kind, facts: Notices.Facts with { RevocationLink = Link }, language: language));
        string html = WebUtility.HtmlDecode(text.Html);
        Assert.All(
            text.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.All(line.Split(["\u00A0: ", ": "], StringSplitOptions.None), part => Assert.Contains(part, html, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(EveryText))]
    public void Nothing_is_loaded_from_elsewhere_and_nothing_is_left_open(string kind, ContractLanguage language)
    {
        NoticeText text = NoticeTexts.Render(Notices.Email(kind, language: language));
        Assert.DoesNotMatch("(?i)<(img|script|link|style|iframe)|url\\(|http", text.Html);
        Assert.Empty(Open(text.Html));
        Assert.DoesNotContain("{", text.Subject + text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryText))]
    public void French_keeps_its_signs_on_the_line_of_their_word(string kind, ContractLanguage language)
    {
        NoticeText text = NoticeTexts.Render(Notices.Email(kind, facts: Notices.Facts with { RevocationLink = Link }, language: language));
        Assert.DoesNotMatch(" [:;!?]", text.Subject + text.Text);
        if (language == ContractLanguage.Fr)
            Assert.DoesNotContain("'", text.Subject + text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_chose_to_be_called_is_text_and_no_markup()
    {
        NoticeFacts facts = Notices.Facts with { Person = "<script>alert('x')</script> www.evil.example", Offer = "A&B <b>\r\nBcc: x", Line = "<i>" };
        NoticeRow row = Notices.Email(NoticeKinds.AttachedHolder, facts: facts);
        row.ToName = "<b>Jeanne</b>";
        NoticeText text = NoticeTexts.Render(row);
        Assert.DoesNotMatch("<script|<b>|<i>", text.Html);
        Assert.Contains("A&amp;B &lt;b&gt;", text.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("www.evil.example", text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.Subject);
        Assert.DoesNotContain('\r', text.Subject);
    }

    [Fact]
    public void Any_facts_give_sound_markup_and_an_SMS_of_the_alphabet()
    {
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String, Gen.Int[0, Kinds.Length - 1], Gen.Bool).Sample(
            (person, offer, line, name, kind, english) =>
            {
                NoticeRow row = Notices.Email(
                    Kinds[kind],
                    facts: Notices.Facts with { Person = person, Offer = offer, Line = line },
                    language: english ? ContractLanguage.En : ContractLanguage.Fr);
                row.ToName = name;
                NoticeText text = NoticeTexts.Render(row);
                return Open(text.Html).Count == 0 && !text.Subject.Any(char.IsControl) && Gsm7.IsGsm7(NoticeTexts.RenderSms(row));
            });
    }

    [Theory]
    [MemberData(nameof(EveryText))]
    public void An_SMS_fits_one_message_with_the_longest_of_everything(string kind, ContractLanguage language)
    {
        string link = LongestPortal + "/revocations/" + new string('_', 22);
        NoticeFacts facts = Notices.Facts with
        {
            RevocationLink = link,
            Person = new string('W', 80),
            Offer = new string('O', 256),
            Line = LineMask.Screen(new string('L', 20)),
        };
        string text = NoticeTexts.RenderSms(Notices.Sms(kind, facts: facts, language: language));
        Assert.True(Gsm7.IsGsm7(text));
        Assert.InRange(Gsm7.Septets(text), 1, Gsm7.SingleMessage);
        if (kind is NoticeKinds.AttachedHolder or NoticeKinds.RegroupedHolder)
        {
            Assert.StartsWith("WWWWWW", text, StringComparison.Ordinal);
            Assert.EndsWith(" " + link, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(NoticeKinds.AttachedHolder, "Alexandra peut gérer votre contrat, ligne 06xxxxxx12. Pas d'accord ? ")]
    [InlineData(NoticeKinds.RegroupedHolder, "Alexandra Du gère votre ligne 06xxxxxx12 d'un autre espace. Refuser : ")]
    public void A_name_gives_way_to_the_address_that_Azure_gives(string kind, string words)
    {
        string link = "https://func-contract-attach-a1b2c3d4.azurewebsites.net/revocations/" + new string('a', 22);
        string text = NoticeTexts.RenderSms(Notices.Sms(kind, facts: Notices.Facts with { Person = "Alexandra Durand-Lefebvre", RevocationLink = link }));
        Assert.Equal(words + link, text);
    }

    // A phone shows 320 px and more.
    [Theory]
    [MemberData(nameof(EveryText))]
    public void A_phone_shows_an_email_without_zooming(string kind, ContractLanguage language)
    {
        string html = NoticeTexts.Render(Notices.Email(kind, facts: Notices.Facts with { RevocationLink = Link }, language: language)).Html;

        Assert.Contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", html, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{(language == ContractLanguage.En ? "en" : "fr")}\">", html, StringComparison.Ordinal);
        Assert.Contains("overflow-wrap:anywhere", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("[^-]width:[0-9]+px|min-width|white-space:nowrap|width=\"[0-9]+\"", html);
        Assert.All(FontSize().Matches(html), size => Assert.True(int.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture) >= 13, size.Value));
    }

    [Theory]
    [InlineData(Role.Holder, "titulaire")]
    [InlineData(Role.Proxy, "gérait déjà votre contrat")]
    public void A_contract_that_came_from_another_account_tells_that_and_no_code(Role role, string words)
    {
        string text = NoticeTexts.Render(Notices.Email(NoticeKinds.RegroupedHolder, facts: Notices.Facts with { Role = role, RevocationLink = Link })).Text;
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("a regroupé ses espaces client", text, StringComparison.Ordinal);
        Assert.Contains(Link, text, StringComparison.Ordinal);
        Assert.DoesNotContain("SMS", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_holder_without_an_address_reads_it_by_SMS() => Assert.Equal(
        "Léa Durand peut gérer votre contrat, ligne 06xxxxxx12. Pas d'accord ? Contactez le service client.",
        NoticeTexts.RenderSms(Notices.Sms(NoticeKinds.AttachedHolder)));

    [Fact]
    public void A_kind_of_a_newer_version_is_told() =>
        Assert.Throws<NotSupportedException>(() => NoticeTexts.Render(Notices.Email("ofTomorrow")));

    [Theory]
    [InlineData("2026-01-01T00:30:00+00:00", "1er janvier 2026 à 01 h 30 (heure de Paris)")]
    [InlineData("2026-07-31T22:00:00+00:00", "1er août 2026 à 00 h 00 (heure de Paris)")]
    public void Instants_are_those_of_Paris(string instant, string written)
    {
        NoticeFacts facts = Notices.Facts with { When = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture) };
        string text = NoticeTexts.Render(Notices.Email(NoticeKinds.RemovedOwner, facts: facts)).Text;
        Assert.Contains(written, text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    /// <summary>The elements that were opened and not closed, or closed and not opened.</summary>
    private static Stack<string> Open(string html)
    {
        Stack<string> open = new();
        foreach (Match tag in Tag().Matches(html))
        {
            string name = tag.Groups["name"].Value;
            if (tag.Value.StartsWith("</", StringComparison.Ordinal) && open.TryPeek(out string? last) && last == name)
                open.Pop();
            else if (name != "meta")
                open.Push(name);
        }

        return open;
    }

    [GeneratedRegex("font-size:([0-9]+)px")]
    private static partial Regex FontSize();

    [GeneratedRegex("</?(?<name>[a-z0-9]+)[^>]*>")]
    private static partial Regex Tag();
}
