using ContractAttach.Codes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Codes;

public sealed class CodesOptionsTests
{
    private static readonly string Key = Convert.ToBase64String(CodeBooks.Key(1));

    [Fact]
    public void Keys_are_read_from_the_settings()
    {
        CodeBook book = Services(("Codes:Keys:k1", Key), ("Codes:CurrentKey", "K1")).GetRequiredService<CodeBook>();
        Assert.True(book.Knows(book.NewSeed()));
    }

    [Fact]
    public void No_key_is_told_by_the_name_of_the_setting() =>
        Assert.Contains("Codes__Keys is empty", Message(), StringComparison.Ordinal);

    [Fact]
    public void A_missing_current_key_is_told() =>
        Assert.Contains("Codes__CurrentKey is missing", Message(("Codes:Keys:k1", Key)), StringComparison.Ordinal);

    [Fact]
    public void A_current_key_that_is_not_there_is_told() => Assert.Contains(
        "Codes__CurrentKey names 'k2'", Message(("Codes:Keys:k1", Key), ("Codes:CurrentKey", "k2")), StringComparison.Ordinal);

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    [InlineData("no base64 at all, and much longer than a key would ever be in its text form")]
    public void A_key_that_is_none_is_told_and_not_shown(string key)
    {
        string message = Message(("Codes:Keys:k1", key), ("Codes:CurrentKey", "k1"));
        Assert.Contains("Codes__Keys__k1 must be base64 of 32 random bytes", message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, message, StringComparison.Ordinal);
    }

    private static string Message(params (string Name, string Value)[] settings) =>
        Assert.Throws<OptionsValidationException>(() => Services(settings).GetRequiredService<CodeBook>()).Message;

    private static ServiceProvider Services(params (string Name, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build();
        return new ServiceCollection().AddCodes(configuration).BuildServiceProvider();
    }
}
