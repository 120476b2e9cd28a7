using System.Text;
using ContractAttach.Accounts;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Accounts;

public sealed class PersonalNameTests
{
    [Theory]
    [InlineData("Léa", "Léa")]
    [InlineData("  Léa\t", "Léa")]
    [InlineData("Marie   Hélène", "Marie Hélène")]
    [InlineData("De\u00A0La  Tour d’Auvergne", "De La Tour d’Auvergne")]
    [InlineData("Le\u0301a", "L\u00E9a")]
    [InlineData("Jean-Luc", "Jean-Luc")]
    [InlineData("O'Neill", "O'Neill")]
    [InlineData("X", "X")]
    [InlineData("Жанна", "Жанна")]
    [InlineData("李", "李")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    public void A_name_is_kept_in_one_form(string text, string name)
    {
        Assert.True(PersonalName.TryNormalise(text, out string normal));
        Assert.Equal(name, normal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00A0 ")]
    [InlineData("Léa\nMartin")]
    [InlineData("Léa\tMartin")]
    [InlineData("Léa\u0000")]
    [InlineData("Léa\u0085Martin")]
    [InlineData("Léa\u2028Martin")]
    [InlineData("\u202EnitraM")]
    [InlineData("Lé\u200Ba")]
    [InlineData("\uFEFFLéa")]
    [InlineData("Léa\uE000")]
    [InlineData("Léa\uFFFD")]
    [InlineData("Léa\uFFFF")]
    [InlineData("-")]
    [InlineData("12")]
    public void What_is_no_name_is_refused(string? text) => Assert.False(PersonalName.TryNormalise(text, out _));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.False(PersonalName.TryNormalise("L\uD800", out _));

    [Fact]
    public void Eighty_characters_are_the_most_in_the_form_that_is_kept()
    {
        Assert.True(PersonalName.TryNormalise(new string('a', 80), out _));
        Assert.True(PersonalName.TryNormalise(" " + string.Concat(Enumerable.Repeat("e\u0301", 80)) + " ", out _));
        Assert.False(PersonalName.TryNormalise(new string('a', 81), out _));
    }

    [Fact]
    public void What_is_kept_is_kept_as_it_is_once_more() => Gen.OneOf(Gen.String, Gen.String[Gen.Char[" \u00A0\u0301éeaL'-\u200D\u200B\t"], 0, 90]).Sample(text =>
        !PersonalName.TryNormalise(text, out string once)
        || (PersonalName.TryNormalise(once, out string twice) && once == twice && once.IsNormalized(NormalizationForm.FormC) && !once.Any(char.IsControl)));
}
