using System.CommandLine;
using System.Diagnostics;
using ContractAttach.Benchmarks.Report;
using ContractAttach.Benchmarks.Storage;
using ContractAttach.Functions.Cleanup;
using ContractAttach.Tests.Cleanup;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Benchmarks.Cleanup;

/// <summary>The command <c>cleanup</c>: how long the clean-up takes, and how much memory, by how much there is to do.</summary>
internal static class CleanupCommand
{
    private const int Idle = 1_000;

    private static readonly int[] s_sizes = [1_000, 5_000, 20_000];

    /// <summary>The command. Its exit code is 1 where something is left.</summary>
    public static Command Create()
    {
        Command command = new("cleanup", "Overdue and old things of five kinds, by the thousand, beside a thousand accounts that have nothing due.");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using DevServicesFixture services = new();
        await services.InitializeAsync();
        TextTable table = [["things", "runs", "seconds", "a second", "storage calls each", "at once", "more heap, MiB", "left"]];
        int left = 0;
        foreach (int size in s_sizes)
        {
            (string[] row, int stays) = await MeasureAsync(services, size, cancellationToken);
            table.Add(row);
            left += stays;
        }

        table.Write(Console.Out);
        return left == 0 ? 0 : 1;
    }

    private static async Task<(string[] Row, int Left)> MeasureAsync(DevServicesFixture services, int size, CancellationToken cancellationToken)
    {
        await using CleanupStage stage = await CleanupStage.SetAsync(services);
        OldThings things = new(stage.Tables, stage.Time.GetUtcNow());
        await things.WriteAsync(size / OldThings.Kinds, idle: Idle);
        CallCount calls = new();
        Cleaner cleaner = stage.Cleaner(calls);

        using HighestHeap heap = HighestHeap.Watch();
        long begun = Stopwatch.GetTimestamp();
        int runs = 0;
        do
            runs++;
        while ((await cleaner.CleanAsync(stage.Durable, cancellationToken)).Left > 0);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        double more = await heap.MoreAsync();

        int left = await things.LeftAsync();
        return ([Figures.Number(size), Figures.Number(runs), Figures.Number(seconds, 1), Figures.Number(size / seconds), Figures.Number((double)calls.Count / size, 2), Figures.Number(calls.MostAtOnce), Figures.Number(more, 1), Figures.Number(left)], left);
    }
}
