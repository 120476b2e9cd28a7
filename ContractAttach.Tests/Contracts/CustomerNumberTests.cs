using ContractAttach.Contracts;
using Xunit;

namespace ContractAttach.Tests.Contracts;

public sealed class CustomerNumberTests
{
    [Theory]
    [InlineData("0123456789")]
    [InlineData(" 01 2345 6789 ")]
    [InlineData("0123\u00a0456\u202f789")]
    public void Ten_digits_are_one(string text)
    {
        Assert.True(CustomerNumber.TryNormalise(text, out string number));
        Assert.Equal("0123456789", number);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("012345678")]
    [InlineData("01234567890")]
    [InlineData("012345678a")]
    [InlineData("0123-456789")]
    [InlineData("٠١٢٣٤٥٦٧٨٩")]
    public void Anything_else_is_none(string? text) => Assert.False(CustomerNumber.TryNormalise(text, out _));
}
