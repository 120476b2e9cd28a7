using System.Collections.Concurrent;
using System.Diagnostics;
using ContractAttach.Benchmarks.Processes;
using ContractAttach.Benchmarks.Report;
using ContractAttach.Benchmarks.Storage;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>
/// Measures the mobile flow. Each measurement has processes and storage of its own, so that none finds what another has left;
/// storage calls are counted in one more, so that counting costs the others nothing.
/// </summary>
internal static class AttachBenchmark
{
    // Enough for the hot paths to have been compiled by the runtime's first optimizing tier (30 calls).
    private const int WarmUp = 48;

    private const int CountedAttaches = 32;
    private const int CountedAtOnce = 8;

    private static readonly TimeSpan NoLimit = Timeout.InfiniteTimeSpan;

    /// <summary>Measures with each number of attaches at once, counts, and prints.</summary>
    public static async Task RunAsync(int count, int[] parallel, TimeSpan time, TextWriter output, CancellationToken cancellationToken)
    {
        List<Measurement> measurements = [];
        foreach (int atOnce in parallel)
        {
            await output.WriteLineAsync($"Measuring {atOnce} at once...");
            measurements.Add(await MeasureAsync(count, atOnce, time, cancellationToken));
        }

        await output.WriteLineAsync("Counting storage calls...");
        IReadOnlyDictionary<TableCall, int> calls = await CountAsync(cancellationToken);
        AttachReport.Write(output, measurements, calls, CountedAttaches);
    }

    private static async Task<Measurement> MeasureAsync(int count, int atOnce, TimeSpan time, CancellationToken cancellationToken)
    {
        await using Stage stage = await Stage.SetAsync(countsTableCalls: false, cancellationToken);
        int warmUp = Math.Max(WarmUp, atOnce);
        ConcurrentQueue<Customer> customers = new(await Customers.MakeAsync(stage, warmUp + count, atOnce, cancellationToken));
        AttachFlow flow = new(stage, firstPause: TimeSpan.FromMilliseconds(20));

        await RunAsync(flow, customers, warmUp, atOnce, NoLimit, cancellationToken);
        long began = Stopwatch.GetTimestamp();
        IReadOnlyList<AttachTiming> timings = await RunAsync(flow, customers, count, atOnce, time, cancellationToken);
        return new Measurement(atOnce, timings, Stopwatch.GetElapsedTime(began), stage.Application.PeakMemory);
    }

    private static async Task<IReadOnlyDictionary<TableCall, int>> CountAsync(CancellationToken cancellationToken)
    {
        await using Stage stage = await Stage.SetAsync(countsTableCalls: true, cancellationToken);
        ConcurrentQueue<Customer> customers = new(await Customers.MakeAsync(stage, CountedAtOnce + CountedAttaches, CountedAtOnce, cancellationToken));
        // A long pause: one look at each request, however slow the machine. How often a channel looks is its own affair.
        AttachFlow flow = new(stage, firstPause: TimeSpan.FromSeconds(2));

        await RunAsync(flow, customers, CountedAtOnce, CountedAtOnce, NoLimit, cancellationToken);
        TableCallCounter counter = stage.TableCalls!;
        await counter.QuietAsync(cancellationToken);
        counter.Reset();
        await RunAsync(flow, customers, CountedAttaches, CountedAtOnce, NoLimit, cancellationToken);
        await counter.QuietAsync(cancellationToken);
        return counter.Counts;
    }

    // A customer is in one attach at a time, and in the queue between two.
    private static async Task<IReadOnlyList<AttachTiming>> RunAsync(
        AttachFlow flow, ConcurrentQueue<Customer> customers, int count, int atOnce, TimeSpan time, CancellationToken cancellationToken)
    {
        ConcurrentBag<AttachTiming> timings = [];
        using CancellationTokenSource timeIsUp = new(time);
        int begun = 0;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (Interlocked.Increment(ref begun) <= count && !timeIsUp.IsCancellationRequested && customers.TryDequeue(out Customer? customer))
            {
                timings.Add(await flow.AttachAsync(customer, customer.Lines.Dequeue(), cancellationToken));
                if (customer.Lines.Count > 0)
                    customers.Enqueue(customer);
            }
        }));
        return [.. timings];
    }
}
