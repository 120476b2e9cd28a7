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
    public static void Write(TextWriter output, IEnumerable<Measurement> measurements, IReadOnlyDictionary<TableCall, int> calls, int countedAttaches)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\nMobile attaches over HTTP on {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, storage: Azurite\n"));
        Speed(measurements).Write(output);
        output.WriteLine("\nSMS: from POST attach-requests to its acceptance. Attached: from the code's entry to an answer that says so.");
        output.WriteLine("\nStorage transactions per attach, one GET of the request included\n");
        Storage(calls, countedAttaches).Write(output);
    }

    private static TextTable Speed(IEnumerable<Measurement> measurements) =>
    [
        ["at once", "attaches", "per second", "SMS p50 ms", "p95 ms", "attached p50 ms", "p95 ms", "peak memory MiB"],
        .. measurements.Select(Row),
    ];

    private static string[] Row(Measurement measured) =>
    [
        Text(measured.AtOnce),
        Text(measured.Timings.Count),
        Text(measured.Timings.Count / measured.Elapsed.TotalSeconds, "F1"),
        Milliseconds(measured.Timings.Select(timing => timing.Sms).Percentile(50)),
        Milliseconds(measured.Timings.Select(timing => timing.Sms).Percentile(95)),
        Milliseconds(measured.Timings.Select(timing => timing.Attached).Percentile(50)),
        Milliseconds(measured.Timings.Select(timing => timing.Attached).Percentile(95)),
        Text(measured.PeakMemory / 1024.0 / 1024.0, "F0"),
    ];

    private static TextTable Storage(IReadOnlyDictionary<TableCall, int> calls, int attaches)
    {
        string PerAttach(Func<TableCall, bool> which) =>
            calls.Where(call => which(call.Key)).Sum(call => call.Value) is > 0 and int count ? Text((double)count / attaches, "F2") : "";

        return
        [
            ["table", .. Kinds, "all"],
            .. calls.Keys.Select(call => call.Table).Distinct().Order(StringComparer.Ordinal).Select(table => (string[])
            [
                table, .. Kinds.Select(kind => PerAttach(call => call == new TableCall(table, kind))), PerAttach(call => call.Table == table),
            ]),
            ["all", .. Kinds.Select(kind => PerAttach(call => call.Kind == kind)), PerAttach(_ => true)],
        ];
    }

    private static string Milliseconds(TimeSpan time) => Text(time.TotalMilliseconds, "F0");

    private static string Text(IFormattable number, string? format = null) => number.ToString(format, CultureInfo.InvariantCulture);
}
