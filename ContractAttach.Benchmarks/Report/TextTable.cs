namespace ContractAttach.Benchmarks.Report;

/// <summary>A table of text: the first row is the head, the first column names its row, the rest are figures.</summary>
internal sealed class TextTable : List<IReadOnlyList<string>>
{
    /// <summary>Prints it in columns.</summary>
    public void Write(TextWriter output)
    {
        int[] widths = [.. Enumerable.Range(0, this[0].Count).Select(column => this.Max(row => row[column].Length))];
        WriteRow(this[0]);
        output.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))));
        foreach (IReadOnlyList<string> row in this.Skip(1))
            WriteRow(row);

        void WriteRow(IReadOnlyList<string> row) => output.WriteLine(
            string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
    }
}
