using System.Globalization;
using System.Runtime.InteropServices;
using ContractAttach.Benchmarks.Attach;
using ContractAttach.Benchmarks.Storage;

namespace ContractAttach.Benchmarks.Report;

/// <summary>The figures of the command <c>attach</c>.</summary>
internal static class AttachReport
{
    private static readonly string[] Kinds = ["GET", "QUERY", "POST", "PUT", "MERGE", "DELETE", "BATCH"];

    /// <summary>Prints them.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Measurement> measurements, IReadOnlyList<AttachCount> counts)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\nMobile attaches over HTTP on {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, storage: Azurite\n"));
        Speed(measurements).Write(output);
        output.WriteLine("\nSMS: from POST attach-requests to its acceptance. Attached: from the code's entry to an answer that says so.");
        foreach (AttachCount count in counts)
        {
            output.WriteLine($"\n{count.Subject}: storage transactions per attach, one look at each state included unless it says otherwise\n");
            Storage(count).Write(output);
        }

        output.WriteLine("\nPer attach\n");
        Totals(counts).Write(output);
        output.WriteLine("\nInstance writes: the row of the orchestration is inserted once and written once an episode; episodes are not seen at the wire otherwise.");
        output.WriteLine("\nRatios: the application's figure divided by the other's\n");
        Ratios(measurements, counts).Write(output);
    }

    private static TextTable Speed(IEnumerable<Measurement> measurements) =>
    [
        ["at once", "", "attaches", "per second", "SMS p50 ms", "p95", "p99", "attached p50 ms", "p95", "p99", "peak memory MiB"],
        .. measurements.Select(measured => (string[])
        [
            Text(measured.AtOnce),
            measured.Subject,
            Text(measured.Timings.Count),
            Text(measured.Rate, "F1"),
            .. Milliseconds(measured.Sms),
            .. Milliseconds(measured.Attached),
            Text(measured.PeakMemory / 1024.0 / 1024.0, "F0"),
        ]),
    ];

    private static IEnumerable<string> Milliseconds(Func<int, double> percentile) => [Text(percentile(50), "F0"), Text(percentile(95), "F0"), Text(percentile(99), "F0")];

    private static TextTable Storage(AttachCount counted)
    {
        string PerAttach(Func<TableCall, bool> which, Func<TableCallCount, long> what, string format) =>
            counted.Tables.Where(table => which(table.Key)).Sum(table => what(table.Value)) is > 0 and long sum ? Text((double)sum / counted.Attaches, format) : "";
        string[] Row(string name, Func<TableCall, bool> which) =>
        [
            name,
            .. Kinds.Select(kind => PerAttach(call => which(call) && call.Kind == kind, count => count.Calls, "F2")),
            PerAttach(which, count => count.Calls, "F2"),
            PerAttach(which, count => count.BytesSent, "F0"),
        ];

        return
        [
            ["table", .. Kinds, "all", "bytes sent"],
            .. counted.Tables.Keys.Select(call => call.Table).Distinct().Order(StringComparer.Ordinal).Select(table => Row(table, call => call.Table == table)),
            Row("all", _ => true),
        ];
    }

    private static TextTable Totals(IEnumerable<AttachCount> counts) =>
    [
        ["", "transactions", "bytes sent", "instance writes", "HTTP calls", "SMS", "e-mails"],
        .. counts.Select(count => (string[])
        [
            count.Subject,
            Text(count.Transactions, "F2"),
            Text(count.BytesSent, "F0"),
            Text(count.InstanceWrites, "F2"),
            Text((double)count.HttpCalls / count.Attaches, "F2"),
            Text((double)count.Sms / count.Attaches, "F2"),
            Text((double)count.Emails / count.Attaches, "F2"),
        ]),
    ];

    private static TextTable Ratios(IReadOnlyList<Measurement> measurements, IReadOnlyList<AttachCount> counts)
    {
        string[] others = [.. counts.Skip(1).Select(count => count.Subject)];
        TextTable table =
        [
            ["", .. others],
            Counted("transactions", count => count.Transactions),
            Counted("bytes sent", count => count.BytesSent),
            Counted("instance writes", count => count.InstanceWrites),
        ];
        foreach (IGrouping<int, Measurement> atOnce in measurements.GroupBy(measured => measured.AtOnce))
        {
            string[] Measured(string name, Func<Measurement, double> figure) =>
            [
                string.Create(CultureInfo.InvariantCulture, $"{name}, {atOnce.Key} at once"),
                // The peer is timed with its polls.
                .. others.Select(other => atOnce.FirstOrDefault(measured => other.StartsWith(measured.Subject, StringComparison.Ordinal) && (measured.Subject != "Peer" || other != "Peer")) is { } measured
                    ? Ratio(figure(atOnce.First()), figure(measured))
                    : ""),
            ];
            table.Add(Measured("attaches a second", measured => measured.Rate));
            foreach (int percent in (int[])[50, 95, 99])
            {
                table.Add(Measured($"SMS p{percent}", measured => measured.Sms(percent)));
                table.Add(Measured($"attached p{percent}", measured => measured.Attached(percent)));
            }
        }

        return table;

        string[] Counted(string name, Func<AttachCount, double> figure) => [name, .. counts.Skip(1).Select(other => Ratio(figure(counts[0]), figure(other)))];
    }

    private static string Ratio(double ours, double other) => other == 0 ? "" : Text(ours / other, "F2");

    private static string Text(IFormattable number, string? format = null) => number.ToString(format, CultureInfo.InvariantCulture);
}
