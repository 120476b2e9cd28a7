using ContractAttach.Codes;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Codes;

public sealed class CodeTextTests
{
    private static readonly string[] Spaces = [" ", "-", "\u00A0", "\u202F", "\u2011", "\u2009", ""];
    private static readonly Gen<string> Ignored = Gen.Int[0, 6].Select(at => Spaces[at]);

    [Theory]
    [InlineData("01234567", "01234567")]
    [InlineData(" 0123 4567 ", "01234567")]
    [InlineData("01-23-45-67", "01234567")]
    [InlineData("0123\u00A04567", "01234567")]
    [InlineData("0123\u202F4567", "01234567")]
    public void What_people_type_is_read(string typed, string code)
    {
        Assert.True(CodeText.TryParse(typed, 8, out string read));
        Assert.Equal(code, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("0123456")]
    [InlineData("012345678")]
    [InlineData("0123456a")]
    [InlineData("0123.4567")]
    [InlineData("+1234567")]
    [InlineData("０１２３４５６７")]
    [InlineData("٠١٢٣٤٥٦٧")]
    [InlineData("0123\n4567")]
    public void What_cannot_be_a_code_is_told(string? typed)
    {
        Assert.False(CodeText.TryParse(typed, 8, out string read));
        Assert.Empty(read);
    }

    [Fact]
    public void Any_code_is_read_with_any_spacing() =>
        Gen.Int[6, 10].SelectMany(digits => Gen.Select(Gen.Char['0', '9'].Array[digits], Ignored.Array[digits + 1]))
            .Sample((code, between) =>
            {
                string typed = between[0] + string.Concat(code.Select((digit, at) => digit + between[at + 1]));
                return CodeText.TryParse(typed, code.Length, out string read) && read == new string(code);
            });

    [Fact]
    public void Any_text_gives_a_code_of_that_length_or_nothing() =>
        Gen.Select(Gen.String, Gen.Int[6, 10]).Sample((typed, digits) =>
            CodeText.TryParse(typed, digits, out string read)
                ? read.Length == digits && read.All(char.IsAsciiDigit)
                : read.Length == 0);
}
