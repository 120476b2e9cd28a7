using BenchmarkDotNet.Attributes;
using ContractAttach.Attachments;
using ContractAttach.Benchmarks.Engine;
using ContractAttach.Benchmarks.Waiting;
using ContractAttach.Codes;
using ContractAttach.Counters;
using ContractAttach.LocalRuntime.Engine;
using Microsoft.Extensions.Options;

namespace ContractAttach.Benchmarks.Allocation;

/// <summary>Parts of a call that need no storage.</summary>
public class Parts
{
    private const int Sends = 3;

    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Limit s_limit = new("sends", new Window(10, TimeSpan.FromHours(24)));

    private CodeBook _codes = null!;
    private CodeSeed _seed = null!;
    private byte[] _counter = [];
    private InMemoryEngine _engine = null!;
    private int _number;

    /// <summary>Makes a key, a counter with three entries and an engine.</summary>
    [GlobalSetup]
    public async Task SetUpAsync()
    {
        CodesOptions keys = new() { CurrentKey = "k" };
        keys.Keys["k"] = Convert.ToBase64String(new byte[32]);
        _codes = new CodeBook(Options.Create(keys), Options.Create(new AttachmentOptions()));
        _seed = _codes.NewSeed();
        Ledger ledger = Ledger.Read([], s_now);
        ledger.Reserve([(s_limit, "one"), (s_limit, "two"), (s_limit, "three")], s_now, out _);
        _counter = ledger.Write();
        _engine = await InMemoryEngine.StartAsync(new InMemoryInstanceStore(), TimeProvider.System, tasks => InMemoryWaiting.Add(tasks, TimeProvider.System), CancellationToken.None);
    }

    /// <summary>Stops the engine.</summary>
    [GlobalCleanup]
    public async Task CleanUpAsync() => await _engine.DisposeAsync();

    /// <summary>The digests of a code that was typed, one for each send that it may be of.</summary>
    [Benchmark(Description = "digests of an entry")]
    public int Digests()
    {
        int length = 0;
        for (int send = 1; send <= Sends; send++)
            length += _codes.Digest(_seed, "01K00000000000000000000000", send, "12345678").Length;
        return length;
    }

    /// <summary>A counter's row, read, counted in and written.</summary>
    [Benchmark(Description = "a counter's row")]
    public byte[] Count()
    {
        Ledger ledger = Ledger.Read(_counter, s_now);
        ledger.Reserve([(s_limit, "four")], s_now, out _);
        return ledger.Write();
    }

    /// <summary>The whole orchestration of an attach, on a store in memory, its activities answering at once.</summary>
    [Benchmark(Description = "an orchestration")]
    public Task OrchestrateAsync() => InMemoryWaiting.AttachAsync(_engine.Client, $"request-{_number++}", CancellationToken.None);
}
