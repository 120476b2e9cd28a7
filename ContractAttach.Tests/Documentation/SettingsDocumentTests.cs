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

    [Fact]
    public async Task What_a_deployment_takes_from_its_environment_is_documented()
    {
        string text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "operating.md"), TestContext.Current.CancellationToken);
        string deploy = text[text.IndexOf("\n## Deploy\n", StringComparison.Ordinal)..text.IndexOf("\n## Settings\n", StringComparison.Ordinal)];
        string[] byAzd = await TakenByAsync("main.bicepparam");
        Assert.NotEmpty(byAzd);
        Assert.All(byAzd, name => Assert.Matches($"\\b{name}\\b", deploy));
        Assert.Subset(byAzd.ToHashSet(), (await TakenByAsync("environments/production.bicepparam")).ToHashSet());
        Assert.Subset(byAzd.ToHashSet(), (await TakenByAsync("environments/test.bicepparam")).ToHashSet());
    }

    // But for what azd gives by itself.
    private static async Task<string[]> TakenByAsync(string parameterFile)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "infra", parameterFile), TestContext.Current.CancellationToken);
        return [.. Taken().Matches(text).Select(match => match.Groups["name"].Value).Where(name => !name.StartsWith("AZURE_", StringComparison.Ordinal))];
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

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'")]
    private static partial Regex Taken();

    // What has no default is required, alone or with others: the third column says how, without code.
    [GeneratedRegex("^\\| `(?<name>[A-Za-z]+__[A-Za-z_{}]+)` \\|[^|]*\\| (?:`(?<default>[^`]+)`|(?<default>[0-9][0-9.:]*)|[a-z ]*) ?\\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
