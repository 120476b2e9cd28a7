using ContractAttach.Accounts;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Accounts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("a@example.com", "a@example.com")]
    [InlineData(" Jeanne.Martin+box@Example.CO.UK ", "Jeanne.Martin+box@example.co.uk")]
    [InlineData("o'neil_1@sub-1.example.fr", "o'neil_1@sub-1.example.fr")]
    public void An_address_is_taken_with_its_domain_in_lower_case(string text, string expected)
    {
        Assert.True(EmailAddress.TryNormalise(text, out string address));
        Assert.Equal(expected, address);
        Assert.Equal(expected.ToLowerInvariant(), EmailAddress.ComparisonForm(address));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a@localhost")]
    [InlineData("a@example.")]
    [InlineData("a@.com")]
    [InlineData("a@exam ple.com")]
    [InlineData("a b@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData(".a@example.com")]
    [InlineData("a.@example.com")]
    [InlineData("a@-example.com")]
    [InlineData("a@example-.com")]
    [InlineData("a@1.2.3.4")]
    [InlineData("a@[1.2.3.4]")]
    [InlineData("\"a\"@example.com")]
    [InlineData("Jeanne <a@example.com>")]
    [InlineData("a@example.com\nBcc: b@example.com")]
    [InlineData("a\u0000@example.com")]
    [InlineData("é@example.com")]
    [InlineData("a@exämple.com")]
    [InlineData("a@example.com,b@example.com")]
    public void Anything_else_is_refused(string? text) => Assert.False(EmailAddress.TryNormalise(text, out _));

    [Fact]
    public void Its_lengths_are_bounded()
    {
        string domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 3)) + ".com";
        Assert.True(EmailAddress.TryNormalise($"{new string('a', 64)}@{domain}", out _));
        Assert.False(EmailAddress.TryNormalise($"{new string('a', 65)}@example.com", out _));
        Assert.False(EmailAddress.TryNormalise($"a@{new string('d', 64)}.com", out _));
        Assert.False(EmailAddress.TryNormalise($"{new string('a', 64)}@{domain}.{domain}", out _));
    }

    [Fact]
    public void What_is_normal_stays_so_and_no_text_makes_it_throw() =>
        Gen.OneOf(Gen.String[Gen.Char["aA1@.-+ "], 0, 20], Gen.String).Sample(text =>
        {
            if (!EmailAddress.TryNormalise(text, out string address))
                return;
            Assert.True(System.Net.Mail.MailAddress.TryCreate(address, out var read));
            Assert.Equal(address, read!.Address);
            Assert.True(EmailAddress.TryNormalise(address, out string again));
            Assert.Equal(address, again);
        });
}
