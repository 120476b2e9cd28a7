using System.Text.Json;

namespace ContractAttach.Counters;

/// <summary>What a scope has been granted in the last 24 hours: under each limit's name, each key and its instant.</summary>
internal sealed class Ledger
{
    /// <summary>What a counter remembers, and so the longest window.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>How much a scope may hold; a table's binary column takes 64 KiB.</summary>
    private const int MaxBytes = 60 * 1024;

    private readonly Dictionary<string, Dictionary<string, long>> _instants;

    private Ledger(Dictionary<string, Dictionary<string, long>> instants) => _instants = instants;

    /// <summary>Reads what a row holds, less what is older than 24 hours.</summary>
    public static Ledger Read(byte[] json, DateTimeOffset now)
    {
        var ledger = new Ledger(json.Length > 0 ? JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, long>>>(json)! : []);
        long oldest = (now - Memory).ToUnixTimeMilliseconds();
        foreach ((string limit, Dictionary<string, long> entries) in ledger._instants.ToArray())
        {
            foreach ((string key, long at) in entries.ToArray())
            {
                if (at <= oldest)
                    entries.Remove(key);
            }

            if (entries.Count == 0)
                ledger._instants.Remove(limit);
        }

        return ledger;
    }

    /// <summary>What a row is to hold.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(_instants);

    /// <summary>When the key was granted, or null.</summary>
    public DateTimeOffset? Find(string limit, string key) =>
        _instants.TryGetValue(limit, out var entries) && entries.TryGetValue(key, out long at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;

    /// <summary>Counts a key.</summary>
    public void Add(string limit, string key, DateTimeOffset at)
    {
        if (!_instants.TryGetValue(limit, out var entries))
            _instants[limit] = entries = [];
        entries[key] = at.ToUnixTimeMilliseconds();
    }

    /// <summary>Takes a key back; false where it is not there.</summary>
    public bool Remove(string limit, string key) => _instants.TryGetValue(limit, out var entries) && entries.Remove(key);

    /// <summary>How long until one more is within all the limit's windows; zero where it is now.</summary>
    public TimeSpan WaitFor(Limit limit, DateTimeOffset now)
    {
        long[] ascending = _instants.TryGetValue(limit.Name, out var entries) ? [.. entries.Values.Order()] : [];
        TimeSpan longest = TimeSpan.Zero;
        foreach (Window window in limit.Windows)
        {
            TimeSpan wait = WaitFor(window, ascending, now);
            if (wait > longest)
                longest = wait;
        }

        return longest;
    }

    /// <summary>How long until the row has space again; zero where it has. A full row grants nothing: what it counts is never forgotten early.</summary>
    public TimeSpan WaitForSpace(DateTimeOffset now) =>
        Write().Length <= MaxBytes ? TimeSpan.Zero : Until(_instants.Values.SelectMany(entries => entries.Values).Min(), Memory, now);

    private static TimeSpan WaitFor(Window window, long[] ascending, DateTimeOffset now)
    {
        if (window.Max < 1)
            return window.Length;

        // Room comes when all but Max - 1 of the entries have left the window.
        int mustLeave = ascending.Length - window.Max;
        return mustLeave < 0 ? TimeSpan.Zero : Until(ascending[mustLeave], window.Length, now);
    }

    private static TimeSpan Until(long at, TimeSpan length, DateTimeOffset now)
    {
        TimeSpan wait = DateTimeOffset.FromUnixTimeMilliseconds(at) + length - now;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
