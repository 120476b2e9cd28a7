using ContractAttach.LocalRuntime.Engine;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Texts that are kept compressed.</summary>
public sealed class CompressedTextTests
{
    private static readonly string s_text = string.Concat(Enumerable.Range(0, 500).Select(number => $"{{\"id\":{number},\"name\":\"œuf 😀\"}}\n"));

    [Theory]
    [InlineData("")]
    [InlineData("\u0000\r\n😀")]
    public void A_text_is_read_as_it_was(string text) => Assert.Equal(text, CompressedText.Read(CompressedText.Write(text)));

    [Fact]
    public void One_that_is_cut_short_anywhere_or_too_long_is_not_read()
    {
        byte[] written = CompressedText.Write(s_text);
        Assert.Equal(s_text, CompressedText.Read(written));

        for (int length = 0; length < written.Length; length++)
            Assert.Throws<InvalidOperationException>(() => CompressedText.Read(written[..length]));
        Assert.Throws<InvalidOperationException>(() => CompressedText.Read([.. written, 0]));
    }

    [Fact]
    public void One_with_a_wrong_byte_is_another_text_or_refused_as_such()
    {
        byte[] written = CompressedText.Write(s_text);

        for (int place = 0; place < written.Length; place++)
        {
            byte[] wrong = [.. written];
            wrong[place] ^= 0xff;
            Exception? refused = Record.Exception(() => CompressedText.Read(wrong));
            Assert.True(refused is null or InvalidOperationException, $"{place}: {refused}");
        }
    }
}
