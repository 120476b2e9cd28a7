using ContractAttach.Contracts;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Contracts;

public sealed class LineMaskTests
{
    [Theory]
    [InlineData("+33612345612", "06 •• •• •• 12", "06xxxxxx12")]
    [InlineData("+33145678978", "01 •• •• •• 78", "01xxxxxx78")]
    [InlineData("+32470123456", "+32 ••••••• 56", "+32xxxxxxx56")]
    [InlineData("+12124567890", "+1 •••••••• 90", "+1xxxxxxxx90")]
    [InlineData("ABC123", "AB••23", "ABxx23")]
    [InlineData("FR12345678AB", "FR••••••••AB", "FRxxxxxxxxAB")]
    public void A_line_shows_how_it_begins_and_its_last_two(string line, string screen, string sms)
    {
        Assert.Equal(screen, LineMask.Screen(line));
        Assert.Equal(sms, LineMask.Sms(line));
    }

    [Fact]
    public void Any_text_is_masked_somehow() => Gen.String[Gen.Char["+0123456789ABC"], 0, 24].Sample(line =>
    {
        Assert.True(LineMask.Screen(line).Count(char.IsAsciiLetterOrDigit) <= 5);
        Assert.True(LineMask.Sms(line).Count(char.IsAsciiLetterOrDigit) - LineMask.Sms(line).Count(c => c == 'x') <= 5);
    });
}
