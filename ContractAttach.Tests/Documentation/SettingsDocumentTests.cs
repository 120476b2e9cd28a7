using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ContractAttach.Attachments;
using ContractAttach.Functions.Security;
using Xunit;

namespace ContractAttach.Tests.Documentation;

/// <summary>Every setting of the application is explained for its operators, with the default that it has.</summary>
public sealed partial class SettingsDocumentTests
{
    [Fact]
    public async Task Every_setting_is_documented_with_its_default()
    {
        string text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "operating.md"), TestContext.Current.CancellationToken);
        Assert.Equal(Settings(), Row().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["default"].Value).OrderBy(setting => setting.Key, StringComparer.Ordinal));
    }

    private static IOrderedEnumerable<KeyValuePair<string, string>> Settings()
    {
        Dictionary<string, string> settings = [];
        foreach (Type type in new[] { typeof(AttachmentOptions).Assembly, typeof(SignInOptions).Assembly }.SelectMany(assembly => assembly.GetExportedTypes()))
        {
            if (type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() is not string section)
                continue;
            object options = Activator.CreateInstance(type)!;
            foreach (PropertyInfo property in type.GetProperties())
            {
                string name = property.PropertyType.IsAssignableTo(typeof(System.Collections.IDictionary)) ? property.Name + "__{id}" : property.Name;
                settings[$"{section}__{name}"] = property.GetValue(options) switch
                {
                    (string or int or TimeSpan) and var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
                    _ => "",
                };
            }
        }

        return settings.OrderBy(setting => setting.Key, StringComparer.Ordinal);
    }

    // What has no default is required, alone or with others: the third column says how, without code.
    [GeneratedRegex("^\\| `(?<name>[A-Za-z]+__[A-Za-z_{}]+)` \\|[^|]*\\| (?:`(?<default>[^`]+)`|(?<default>[0-9][0-9.:]*)|[a-z ]*) ?\\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
