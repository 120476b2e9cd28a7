using System.CommandLine;
using System.Diagnostics;
using ContractAttach.Benchmarks.Report;
using ContractAttach.Benchmarks.Storage;
using ContractAttach.Contracts;
using ContractAttach.Tests.Contracts;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;

namespace ContractAttach.Benchmarks.Import;

/// <summary>The command <c>import</c>: how long it takes to take contracts in, and how much memory, by how many there are.</summary>
internal static class ImportCommand
{
    private static readonly int[] s_sizes = [1_000, 5_000, 20_000];

    /// <summary>The command. Its exit code is 1 where a contract was not taken.</summary>
    public static Command Create()
    {
        Option<int> latency = new("--latency")
        {
            Description = "Milliseconds that each call of storage takes longer than on this machine, as one to a data centre does.",
        };
        Command command = new("import", "Contracts by the thousand: those that the directory has not yet, and the same again.") { latency };
        command.SetAction((parsed, cancellationToken) => RunAsync(TimeSpan.FromMilliseconds(parsed.GetValue(latency)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan latency, CancellationToken cancellationToken)
    {
        await using DevServicesFixture services = new();
        await services.InitializeAsync();
        TextTable table = [["contracts", "", "seconds", "a second", "storage calls each", "at once", "more heap, MiB"]];
        int rejected = 0;
        foreach (int size in s_sizes)
        {
            await using TestTables tables = new(services);
            await tables.InitializeAsync();
            Contract[] contracts = [.. Enumerable.Range(0, size).Select(_ => SampleContracts.Mobile())];
            foreach (string which in (string[])["new", "again"])
            {
                (string[] row, int not) = await MeasureAsync(tables, contracts, which, latency, cancellationToken);
                table.Add(row);
                rejected += not;
            }
        }

        table.Write(Console.Out);
        return rejected == 0 ? 0 : 1;
    }

    private static async Task<(string[] Row, int Rejected)> MeasureAsync(TestTables tables, Contract[] contracts, string which, TimeSpan latency, CancellationToken cancellationToken)
    {
        CallCount calls = new(latency > TimeSpan.Zero ? latency : null);
        ContractImporter importer = new(tables.Through(calls), TimeProvider.System);
        await using Stream ndjson = SampleContracts.ToNdjson(contracts);

        using HighestHeap heap = HighestHeap.Watch();
        long begun = Stopwatch.GetTimestamp();
        ImportResult result = await importer.ImportAsync(ndjson, changing: null, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        double more = await heap.MoreAsync();
        return ([Figures.Number(contracts.Length), which, Figures.Number(seconds, 1), Figures.Number(contracts.Length / seconds), Figures.Number((double)calls.Count / contracts.Length, 2), Figures.Number(calls.MostAtOnce), Figures.Number(more, 1)], result.Rejected);
    }
}
