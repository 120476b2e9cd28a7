using System.Reflection;
using ContractAttach.Functions.Web;
using Xunit;

namespace ContractAttach.Tests.Web;

/// <summary>What people read of errors is there in both languages.</summary>
public sealed class ApiErrorCodeTests
{
    private static readonly (string Name, ApiErrorCode Error)[] s_errors =
        [.. typeof(ApiErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, (ApiErrorCode)field.GetValue(null)!))];

    public static TheoryData<string> Errors => [.. s_errors.Select(error => error.Name)];

    public static TheoryData<string> Fields => [.. Messages().Select(message => message.Name)];

    [Theory]
    [MemberData(nameof(Errors))]
    public void Each_error_has_title_and_detail_in_both(string name)
    {
        ApiErrorCode error = s_errors.Single(error => error.Name == name).Error;

        Assert.Matches("^[a-z]+(-[a-z]+)*$", error.Code);
        Assert.InRange(error.Status, 400, 599);
        AssertBoth(error.Title, "");
        AssertBoth(error.Detail, ".");
        Assert.NotEqual(error.Title, error.Detail);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Each_field_message_is_there_in_both(string name) => AssertBoth(Messages().Single(message => message.Name == name).Text, ".");

    // RFC 9457 3.1.3: a type's title does not change from one occurrence to the next.
    [Fact]
    public void Errors_of_one_code_have_one_status_and_one_title() => Assert.All(
        s_errors.GroupBy(error => error.Error.Code),
        code => Assert.Single(code.Select(error => (error.Error.Status, error.Error.Title)).Distinct()));

    private static void AssertBoth(BilingualText text, string end)
    {
        Assert.NotEqual(text.French, text.English);
        foreach (string words in new[] { text.French, text.English })
        {
            Assert.True(char.IsUpper(words[0]), words);
            Assert.EndsWith(end, words, StringComparison.Ordinal);
            Assert.Equal(words.Trim(), words);
        }

        Assert.DoesNotContain("'", text.French, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, BilingualText Text)> Messages()
    {
        foreach (FieldInfo field in typeof(FieldMessages).GetFields(BindingFlags.Public | BindingFlags.Static))
            yield return (field.Name, (BilingualText)field.GetValue(null)!);
        yield return (nameof(FieldMessages.Code), FieldMessages.Code(8));
        yield return (nameof(FieldMessages.NoDeliveryReports), FieldMessages.NoDeliveryReports("Type"));
    }
}
