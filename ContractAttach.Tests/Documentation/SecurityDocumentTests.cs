using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace ContractAttach.Tests.Documentation;

/// <summary>What the document on security says holds: each row of its tables of what holds names tests that there are.</summary>
public sealed partial class SecurityDocumentTests
{
    [Fact]
    public void Every_row_names_tests_that_there_are()
    {
        string[][] rows =
        [
            .. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "security.md")).Split("\n\n")
                .Select(table => table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                .Where(table => table[0].EndsWith("| held by |", StringComparison.Ordinal))
                .SelectMany(table => table.Skip(2))
                .Select(line => line.Trim('|', ' ').Split(" | ")),
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
