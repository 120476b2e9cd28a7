using ContractAttach.Notifications;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Notifications;

public sealed class Gsm7Tests
{
    [Theory]
    [InlineData("Ne le donnez que si vous acceptez.")]
    [InlineData("é è à ù ì ò Ç ä ö ü ñ ß Æ @ £ § ¿")]
    [InlineData("{[~]} | ^ \\ €")]
    public void Its_own_signs_are_known(string text) => Assert.True(Gsm7.IsGsm7(text));

    [Theory]
    [InlineData("ç")]
    [InlineData("ê")]
    [InlineData("’")]
    [InlineData("\u00A0")]
    [InlineData("•")]
    [InlineData("\u001B")]
    [InlineData("😀")]
    public void Others_are_told(string text) => Assert.False(Gsm7.IsGsm7(text));

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("5 €", 4)]
    [InlineData("[~]", 6)]
    public void Signs_of_the_extension_cost_two(string text, int septets) => Assert.Equal(septets, Gsm7.Septets(text));

    [Theory]
    [InlineData("François Lefêvre-Noël", "Francois Lefevre-Noel")]
    [InlineData("Éric à l’Île", "Éric à l'Ile")]
    [InlineData("Nguyễn Đặng", "Nguyen Dang")]
    [InlineData("Łukasz Žižka Ștefan", "Lukasz Zizka Stefan")]
    [InlineData("cœur", "coeur")]
    [InlineData("10\u00A0Go\u202F!", "10 Go !")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("Приве́т 😀", " ")]
    public void Folding_keeps_what_can_be_read(string text, string folded) => Assert.Equal(folded, Gsm7.Fold(text));

    [Fact]
    public void Any_text_folds_into_the_alphabet() => Gen.String.Sample(text => Gsm7.IsGsm7(Gsm7.Fold(text)));

    [Fact]
    public void What_is_in_the_alphabet_folds_to_itself() =>
        Gen.String.Select(Gsm7.Fold).Sample(text => Gsm7.Fold(text) == text);
}
