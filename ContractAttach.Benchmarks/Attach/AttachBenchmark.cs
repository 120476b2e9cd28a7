using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContractAttach.Benchmarks.Processes;
using ContractAttach.Benchmarks.Report;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>
/// Measures the mobile flow of the application, its floor and its peer, in turn, so that whatever else the machine does is done
/// to all three. Each number of attaches at once has processes and storage of its own; storage calls are counted in one more, so
/// that counting costs the others nothing.
/// </summary>
internal static class AttachBenchmark
{
    // Enough for the hot paths to have been compiled by the runtime's first optimizing tier (30 calls).
    private const int WarmUp = 48;

    /// <summary>In how many turns a measurement is made: it takes at least one attach in each.</summary>
    public const int Rounds = 4;
    private const int CountedAttaches = 32;
    private const int CountedAtOnce = 8;

    private static readonly TimeSpan NoLimit = Timeout.InfiniteTimeSpan;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // One look at each state, however slow the machine. How often a channel looks is its own affair.
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(2);

    /// <summary>Measures with each number of attaches at once, counts, and prints.</summary>
    public static async Task RunAsync(int count, int[] parallel, TimeSpan time, TextWriter output, CancellationToken cancellationToken)
    {
        List<Measurement> measurements = [];
        foreach (int atOnce in parallel)
        {
            await output.WriteLineAsync($"Measuring {atOnce} at once...");
            measurements.AddRange(await MeasureAsync(count, atOnce, time, cancellationToken));
        }

        await output.WriteLineAsync("Counting storage calls...");
        AttachReport.Write(output, measurements, await CountAsync(cancellationToken));
    }

    private static async Task<IEnumerable<Measurement>> MeasureAsync(int count, int atOnce, TimeSpan time, CancellationToken cancellationToken)
    {
        await using Stage stage = await Stage.SetAsync(countsTableCalls: false, cancellationToken);
        int warmUp = Math.Max(WarmUp, atOnce);
        var customers = await Customers.MakeAsync(stage, warmUp + count, atOnce, cancellationToken);
        foreach (Subject subject in stage.Subjects)
            await RunAsync(Flow(subject, stage.DevServices, Pause), customers[subject], warmUp, atOnce, NoLimit, cancellationToken);

        var timings = stage.Subjects.ToDictionary(subject => subject, _ => new List<AttachTiming>());
        var elapsed = stage.Subjects.ToDictionary(subject => subject, _ => TimeSpan.Zero);
        for (int round = 0; round < Rounds; round++)
        {
            foreach (Subject subject in stage.Subjects)
            {
                long began = Stopwatch.GetTimestamp();
                timings[subject].AddRange(await RunAsync(
                    Flow(subject, stage.DevServices, Pause), customers[subject], count / Rounds, atOnce, time / Rounds, cancellationToken));
                elapsed[subject] += Stopwatch.GetElapsedTime(began);
            }
        }

        return [.. stage.Subjects.Select(subject => new Measurement(subject.Name, atOnce, timings[subject], elapsed[subject], subject.Process.PeakMemory))];
    }

    private static async Task<IReadOnlyList<AttachCount>> CountAsync(CancellationToken cancellationToken)
    {
        await using Stage stage = await Stage.SetAsync(countsTableCalls: true, cancellationToken);
        var customers = await Customers.MakeAsync(stage, CountedAtOnce + (2 * CountedAttaches), CountedAtOnce, cancellationToken);
        List<AttachCount> counts = [];
        foreach (Subject subject in stage.Subjects)
        {
            await RunAsync(Flow(subject, stage.DevServices, LongPause), customers[subject], CountedAtOnce, CountedAtOnce, NoLimit, cancellationToken);
            counts.Add(await CountAsync(subject, subject.Name, LongPause));
        }

        Subject peer = stage.Subjects[^1];
        counts.Add(await CountAsync(peer, $"{peer.Name}, polled every {Pause.TotalMilliseconds} ms", Pause));
        return counts;

        async Task<AttachCount> CountAsync(Subject subject, string name, TimeSpan pause)
        {
            await subject.TableCalls!.QuietAsync(cancellationToken);
            subject.TableCalls.Reset();
            int calls = subject.Calls;
            await stage.DevServices.Http.DeleteAsync("/dev/messages", cancellationToken);
            await RunAsync(Flow(subject, stage.DevServices, pause), customers[subject], CountedAttaches, CountedAtOnce, NoLimit, cancellationToken);
            await subject.TableCalls.QuietAsync(cancellationToken);
            JsonArray messages = (await stage.DevServices.Http.GetFromJsonAsync<JsonObject>("/dev/messages", cancellationToken))!["items"]!.AsArray();
            int sms = messages.Count(message => (string?)message!["kind"] == "sms");
            return new AttachCount(name, CountedAttaches, subject.TableCalls.Counts.ToDictionary(), subject.Calls - calls, sms, messages.Count - sms);
        }
    }

    private static IAttachFlow Flow(Subject subject, DevServicesProcess services, TimeSpan pause) =>
        subject.Name == "Peer" ? new PeerFlow(subject, services, pause) : new AttachFlow(subject, services, pause);

    // A customer is in one attach at a time, and in the queue between two.
    private static async Task<IReadOnlyList<AttachTiming>> RunAsync(
        IAttachFlow flow, ConcurrentQueue<Customer> customers, int count, int atOnce, TimeSpan time, CancellationToken cancellationToken)
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
