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

    /// <summary>Whether nothing is counted.</summary>
    public bool IsEmpty => _instants.Values.All(entries => entries.Count == 0);

    /// <summary>When the last of it was counted; null where nothing is.</summary>
    public DateTimeOffset? Latest => IsEmpty ? null : DateTimeOffset.FromUnixTimeMilliseconds(_instants.Values.SelectMany(entries => entries.Values).Max());

    /// <summary>What a row is to hold.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(_instants);

    /// <summary>Counts each key under its limit, all or none; a key that is there already is granted as it is.</summary>
    /// <param name="wanted">Limits and keys.</param>
    /// <param name="now">The instant of those that are counted.</param>
    /// <param name="changed">Whether anything was counted; nothing is where it is denied.</param>
    public Reservation Reserve(IReadOnlyList<(Limit Limit, string Key)> wanted, DateTimeOffset now, out bool changed)
    {
        List<(Limit Limit, string Key)> counted = [];
        DateTimeOffset at = wanted.Count == 0 ? now : Find(wanted[0].Limit.Name, wanted[0].Key) ?? now;
        (string? Limit, TimeSpan Wait) denied = (null, TimeSpan.Zero);

        foreach ((Limit limit, string key) in wanted)
        {
            if (Find(limit.Name, key) is not null)
                continue;

            TimeSpan wait = WaitFor(limit, now);
            if (wait > denied.Wait)
                denied = (limit.Name, wait);
            Add(limit.Name, key, now);
            counted.Add((limit, key));
        }

        changed = counted.Count > 0;
        if (changed && denied.Limit is null && WaitForSpace(now) is var space && space > TimeSpan.Zero)
            denied = (wanted[0].Limit.Name, space);
        if (denied.Limit is null)
            return new Reservation(true, at, null, TimeSpan.Zero);

        changed = false;
        counted.ForEach(entry => Remove(entry.Limit.Name, entry.Key));
        return new Reservation(false, at, denied.Limit, denied.Wait);
    }

    /// <summary>Takes keys back; false where none of them is there.</summary>
    public bool GiveBack(IReadOnlyList<(string Limit, string Key)> given)
    {
        bool any = false;
        foreach ((string limit, string key) in given)
            any |= Remove(limit, key);
        return any;
    }

    private bool Remove(string limit, string key) => _instants.TryGetValue(limit, out var entries) && entries.Remove(key);

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

    private DateTimeOffset? Find(string limit, string key) =>
        _instants.TryGetValue(limit, out var entries) && entries.TryGetValue(key, out long at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;

    private void Add(string limit, string key, DateTimeOffset at)
    {
        if (!_instants.TryGetValue(limit, out var entries))
            _instants[limit] = entries = [];
        entries[key] = at.ToUnixTimeMilliseconds();
    }

    // A full row grants nothing: what it counts is never forgotten early.
    private TimeSpan WaitForSpace(DateTimeOffset now) =>
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
