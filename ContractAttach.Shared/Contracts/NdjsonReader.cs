using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace ContractAttach.Contracts;

/// <summary>Reads one JSON document a line, and holds no more than one.</summary>
internal static class NdjsonReader
{
    /// <summary>The longest line that is read.</summary>
    public const int LongestLine = 64 * 1024;

    private const byte NewLine = (byte)'\n';

    /// <summary>The lines that are not blank.</summary>
    public static async IAsyncEnumerable<NdjsonLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            bool tooLong = false;
            for (int number = 1; ;)
            {
                ReadResult read = await reader.ReadAsync(cancellationToken);
                ReadOnlySequence<byte> rest = read.Buffer;
                while (rest.PositionOf(NewLine) is { } end)
                {
                    if (Line(number, rest.Slice(0, end), tooLong) is { } line)
                        yield return line;
                    rest = rest.Slice(rest.GetPosition(1, end));
                    tooLong = false;
                    number++;
                }

                if (read.IsCompleted)
                {
                    if (Line(number, rest, tooLong) is { } line)
                        yield return line;
                    yield break;
                }

                // Of a line that is too long only its end matters: what was read of it is let go.
                tooLong |= rest.Length > LongestLine;
                reader.AdvanceTo(tooLong ? rest.End : rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static NdjsonLine? Line(int number, ReadOnlySequence<byte> bytes, bool tooLong)
    {
        if (tooLong || bytes.Length > LongestLine)
            return new NdjsonLine(number, null);

        ReadOnlyMemory<byte> text = bytes.ToArray();
        if (number == 1 && text.Span.StartsWith("\uFEFF"u8))
            text = text["\uFEFF"u8.Length..];
        text = text.Trim(" \t\r"u8);
        return text.IsEmpty ? null : new NdjsonLine(number, text);
    }
}
