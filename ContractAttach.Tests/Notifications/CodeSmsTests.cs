using ContractAttach.Contracts;
using ContractAttach.Notifications;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Notifications;

public sealed class CodeSmsTests
{
    private static readonly CodeSmsFacts Facts =
        new("Jeanne", "Martin", "06xxxxxx12", "01234567", Send: 1, Sends: 3, LifetimeMinutes: 10, Flybox: false, ContractLanguage.Fr);

    /// <summary>Names as people have them, and as nobody has: every script, marks, control characters, lone surrogates.</summary>
    private static readonly Gen<string?> Names = Gen.OneOf(
        Gen.String!, Gen.String[Gen.Char, 0, 60]!, Gen.String[Gen.Char["aéèçêñÉÇœŒßÄΔ -'’€[]{}^|~\\"], 0, 60]!, Gen.Const((string?)null));

    [Theory]
    [InlineData(ContractLanguage.Fr, false, "J. Martin souhaite gérer le contrat de la ligne 06xxxxxx12. Code 1/3 : 01234567, valable 10 min. Ne le donnez que si vous acceptez.")]
    [InlineData(ContractLanguage.Fr, true, "J. Martin souhaite gérer le contrat Flybox 06xxxxxx12. Code 1/3 (page Messages) : 01234567, valable 10 min. Ne le donnez que si vous acceptez.")]
    [InlineData(ContractLanguage.En, false, "J. Martin asks to manage the contract of line 06xxxxxx12. Code 1/3: 01234567, valid 10 min. Give it only if you agree.")]
    [InlineData(ContractLanguage.En, true, "J. Martin asks to manage the Flybox contract 06xxxxxx12. Code 1/3 (Messages page): 01234567, valid 10 min. Give it only if you agree.")]
    public void It_says_all_that_its_reader_needs(ContractLanguage language, bool flybox, string text) =>
        Assert.Equal(text, CodeSms.Write(Facts with { Language = language, Flybox = flybox }));

    [Theory]
    [InlineData("Anaïs", "L'Hôpital", "A. L'Hopital")]
    [InlineData("Élodie", "De La Tour d’Auvergne", "É. De La Tour d'Auvergn")]
    [InlineData("Marie", "Abcdefghijklmnopqrstuvwxyz", "M. Abcdefghijklmnopqrst")]
    [InlineData("Jean", "www.gagnez.com/1000€", "J. wwwgagnezcom")]
    [InlineData("Jean", "Code 00000000\r\nMartin", "J. Code Martin")]
    [InlineData(null, "Martin", "Martin")]
    [InlineData("Jeanne", "", "Jeanne")]
    [InlineData("Жанна", "Δημήτρης", "Un client")]
    [InlineData(null, null, "Un client")]
    public void Who_asks_is_named_and_can_say_nothing_else(string? first, string? last, string who) =>
        Assert.StartsWith(who + " souhaite ", CodeSms.Write(Facts with { FirstName = first, LastName = last }), StringComparison.Ordinal);

    [Fact]
    public void Any_names_make_one_message_of_the_alphabet() =>
        Gen.Select(Names, Names, Gen.Int[1, 10], Gen.Int[1, 10], Gen.Int[1, 10], Gen.Bool, Gen.Bool)
            .SelectMany(facts => Gen.Char['0', '9'].Array[6, 10].Select(code => (Facts: facts, Code: new string(code))))
            .Sample(any =>
            {
                (string? first, string? last, int send, int sends, int minutes, bool flybox, bool english) = any.Facts;
                string text = CodeSms.Write(new CodeSmsFacts(
                    first, last, "06xxxxxx12", any.Code, send, sends, minutes, flybox, english ? ContractLanguage.En : ContractLanguage.Fr));
                return Gsm7.IsGsm7(text) && Gsm7.Septets(text) <= Gsm7.SingleMessage && !text.Any(char.IsControl)
                    && text.Contains(any.Code, StringComparison.Ordinal) && text.Contains("06xxxxxx12", StringComparison.Ordinal)
                    && text.Contains($"{send}/{sends}", StringComparison.Ordinal);
            });

    [Theory]
    [InlineData(ContractLanguage.Fr, false)]
    [InlineData(ContractLanguage.Fr, true)]
    [InlineData(ContractLanguage.En, false)]
    [InlineData(ContractLanguage.En, true)]
    public void The_longest_names_need_no_shortening_but_their_own(ContractLanguage language, bool flybox)
    {
        string name = new('W', 20);
        string text = CodeSms.Write(new CodeSmsFacts(name, name, "06xxxxxx12", "0123456789", 10, 10, 10, flybox, language));
        Assert.StartsWith($"W. {name} ", text, StringComparison.Ordinal);
        Assert.InRange(Gsm7.Septets(text), 1, Gsm7.SingleMessage);
    }

    [Fact]
    public void A_longer_mask_shortens_the_name_and_nothing_else()
    {
        string name = new('W', 20);
        string text = CodeSms.Write(new CodeSmsFacts(name, name, "+262xxxxxxxx12", "0123456789", 10, 10, 10, Flybox: true, ContractLanguage.Fr));
        Assert.InRange(Gsm7.Septets(text), 1, Gsm7.SingleMessage);
        Assert.Contains("+262xxxxxxxx12", text, StringComparison.Ordinal);
        Assert.EndsWith("acceptez.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_show_nothing_in_a_log() => Assert.DoesNotContain("01234567", Facts.ToString(), StringComparison.Ordinal);
}
