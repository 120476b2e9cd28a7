using ContractAttach.Contracts;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Contracts;

public sealed class LineNumberTests
{
    [Theory]
    [InlineData("06 12 34 56 78", "+33612345678")]
    [InlineData("0612345678", "+33612345678")]
    [InlineData("06.12.34.56.78", "+33612345678")]
    [InlineData("06-12-34-56-78", "+33612345678")]
    [InlineData("06\u00a012\u202f345678", "+33612345678")]
    [InlineData(" +33 (0)6 12 34 56 78 ", "+33612345678")]
    [InlineData("+33612345678", "+33612345678")]
    [InlineData("0033612345678", "+33612345678")]
    [InlineData("07 56 78 90 12", "+33756789012")]
    [InlineData("01 45 67 89 01", "+33145678901")]
    [InlineData("+32 470 12 34 56", "+32470123456")]
    [InlineData("+262 692 12 34 56", "+262692123456")]
    [InlineData("+1 212 456 7890", "+12124567890")]
    public void A_number_is_read_as_people_write_it(string text, string e164)
    {
        Assert.True(LineNumber.TryNormalise(text, out string number));
        Assert.Equal(e164, number);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("0")]
    [InlineData("061234567")]
    [InlineData("06123456789")]
    [InlineData("00 00 00 00 00")]
    [InlineData("+33000000000")]
    [InlineData("+999123456789")]
    [InlineData("06 12 34 56 7a")]
    [InlineData("tel:+33612345678")]
    [InlineData("+33612345678;ext=12")]
    [InlineData("+33612345678 ext 12")]
    [InlineData("1-800-FLOWERS")]
    [InlineData("٠٦١٢٣٤٥٦٧٨")]
    [InlineData("+33612345678+33612345678")]
    [InlineData("112")]
    public void What_is_no_number_is_refused(string? text) => Assert.False(LineNumber.TryNormalise(text, out _));

    [Theory]
    [InlineData("+33612345678", true, false)]
    [InlineData("+33756789012", true, false)]
    [InlineData("+33145678901", false, true)]
    [InlineData("+33970123456", false, true)]
    [InlineData("+33800123456", false, false)]
    [InlineData("+12124567890", true, true)]
    [InlineData("nonsense", false, false)]
    public void Mobile_and_fixed_are_told_apart_where_the_country_tells(string number, bool mobile, bool @fixed)
    {
        Assert.Equal(mobile, LineNumber.IsMobile(number));
        Assert.Equal(@fixed, LineNumber.IsFixed(number));
    }

    [Theory]
    [InlineData("abc123", "ABC123")]
    [InlineData(" fr-12 34-ab ", "FR1234AB")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    public void An_internet_reference_is_read_as_people_write_it(string text, string expected)
    {
        Assert.True(LineNumber.TryNormaliseInternet(text, out string reference));
        Assert.Equal(expected, reference);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc12")]
    [InlineData("123456789012345678901")]
    [InlineData("abc/123")]
    [InlineData("éabc123")]
    [InlineData("abc_123")]
    public void What_is_no_internet_reference_is_refused(string? text) => Assert.False(LineNumber.TryNormaliseInternet(text, out _));

    [Fact]
    public void No_text_makes_it_throw_and_what_is_normal_stays_so() => Gen.OneOf(
        Gen.String[Gen.Char["0123456789+ -.()/"], 0, 40],
        Gen.String).Sample(text =>
    {
        if (LineNumber.TryNormalise(text, out string number))
        {
            Assert.Matches(@"^\+[1-9][0-9]{4,14}$", number);
            Assert.True(LineNumber.TryNormalise(number, out string again));
            Assert.Equal(number, again);
        }

        if (LineNumber.TryNormaliseInternet(text, out string reference))
            Assert.Matches("^[A-Z0-9]{6,20}$", reference);
    });
}
