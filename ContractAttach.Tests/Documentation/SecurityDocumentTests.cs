using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace ContractAttach.Tests.Documentation;

/// <summary>What the document on security says holds: each of its rows names tests that there are.</summary>
public sealed partial class SecurityDocumentTests
{
    [Fact]
    public void Every_row_names_tests_that_there_are()
    {
        string[][] rows =
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "security.md"))
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Select(line => line.Trim('|', ' ').Split(" | "))
                .Where(cells => cells[^1] != "held by"),
        ];

        Assert.True(rows.Length > 20);
        Assert.All(rows, cells => Assert.All(Names(cells[^1]), name => Assert.True(Exists(name), $"There is no test {name}.")));
    }

    private static string[] Names(string cell)
    {
        string[] names = [.. Name().Matches(cell).Select(name => name.Groups[1].Value)];
        Assert.NotEmpty(names);
        return names;
    }

    private static bool Exists(string name)
    {
        string[] parts = name.Split('.');
        return typeof(SecurityDocumentTests).Assembly.GetTypes()
            .Where(type => type.Name == parts[0])
            .SelectMany(type => type.GetMethods())
            .Any(method => method.GetCustomAttribute<FactAttribute>() is not null && (parts.Length == 1 || method.Name == parts[1]));
    }

    [GeneratedRegex("`([A-Za-z0-9_.]+)`")]
    private static partial Regex Name();
}
