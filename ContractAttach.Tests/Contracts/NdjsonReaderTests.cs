using System.Text;
using ContractAttach.Contracts;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Contracts;

public sealed class NdjsonReaderTests
{
    [Fact]
    public async Task Lines_are_numbered_and_blank_ones_passed_over() =>
        Assert.Equal(["1:a", "3:b", "5:c"], await ReadAsync("\uFEFFa\r\n\n b \n\t\nc"));

    [Fact]
    public async Task A_line_at_the_limit_is_read_and_one_above_is_not()
    {
        string longest = new('x', NdjsonReader.LongestLine);
        Assert.Equal([$"1:{longest}", "2:too long", "3:z"], await ReadAsync($"{longest}\n{longest}y\nz"));
        Assert.Equal(["1:too long"], await ReadAsync(longest + longest));
        Assert.Equal(["1:too long", "3:b"], await ReadAsync($"{longest}{longest}{longest}\n\nb\n"));
    }

    [Fact]
    public Task Any_text_comes_as_its_lines() => Gen.String[Gen.Char["ab\n "], 0, 200].SampleAsync(async text =>
    {
        IEnumerable<string> expected = text.Split('\n').Select((line, i) => (Text: line.Trim(), Number: i + 1))
            .Where(line => line.Text.Length > 0).Select(line => $"{line.Number}:{line.Text}");
        Assert.Equal(expected, await ReadAsync(text));
    });

    private static async Task<List<string>> ReadAsync(string text)
    {
        List<string> lines = [];
        await foreach (NdjsonLine line in NdjsonReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken))
            lines.Add($"{line.Number}:{(line.Json is { } json ? Encoding.UTF8.GetString(json.Span) : "too long")}");
        return lines;
    }
}
