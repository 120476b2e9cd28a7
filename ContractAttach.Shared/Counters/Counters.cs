using Azure;
using Azure.Data.Tables;
using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Storage;

namespace ContractAttach.Counters;

/// <summary>
/// Sliding-window limits, shared by all instances of the application. A scope (<c>line:…</c>, <c>account:…</c>, <c>contract:…</c>)
/// is one row guarded by its ETag, so parallel reservations never overshoot; an entry has a key, so a repeat counts once. Whoever
/// makes a row first notes when it is to be forgotten.
/// </summary>
public sealed class Counters(Tables tables, TimeProvider time)
{
    private readonly TableClient _table = tables.Counters;
    private readonly DueItems _due = new(tables);

    // The rows as this process saw them last, no tag where there was none. A row has some hundred bytes, 64 KiB at the most.
    private readonly Recent<(ETag Tag, byte[] Entries)> _seen = new(1_000);

    /// <summary>
    /// Counts each key under its limit, all or none, in one write. A key that is there already is granted without being counted again.
    /// </summary>
    /// <param name="scope">What the limits are about; a table key: letters, digits, <c>. _ - : +</c>.</param>
    /// <param name="wanted">Limits and the keys to count; the first key's instant is the answer's.</param>
    /// <param name="cancellationToken">Ends the attempts, which go on as long as others write the same row first.</param>
    public Task<Reservation> ReserveAsync(string scope, IReadOnlyList<(Limit Limit, string Key)> wanted, CancellationToken cancellationToken) =>
        ExchangeAsync(scope, [], wanted, cancellationToken);

    /// <summary>Gives keys back and counts others in their place, in one write. What is given back stays so where the others are denied.</summary>
    /// <param name="scope">As in <see cref="ReserveAsync"/>.</param>
    /// <param name="given">Names of limits and keys to give back.</param>
    /// <param name="wanted">As in <see cref="ReserveAsync"/>.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public Task<Reservation> ExchangeAsync(
        string scope, IReadOnlyList<(string Limit, string Key)> given, IReadOnlyList<(Limit Limit, string Key)> wanted, CancellationToken cancellationToken)
    {
        foreach ((Limit limit, _) in wanted)
            Check(limit);

        return ChangeAsync(
            scope,
            (ledger, now) =>
            {
                bool gave = ledger.GiveBack(given);
                Reservation answer = ledger.Reserve(wanted, now, out bool counted);
                return (gave || counted, answer);
            },
            cancellationToken);
    }

    /// <summary>Gives keys back, in one write; what is gone already is fine.</summary>
    /// <param name="scope">The scope they were reserved in.</param>
    /// <param name="given">Names of limits and keys.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public Task ReleaseAsync(string scope, IReadOnlyList<(string Limit, string Key)> given, CancellationToken cancellationToken) =>
        ChangeAsync(scope, (ledger, _) => (ledger.GiveBack(given), true), cancellationToken);

    /// <summary>Whether one more would be granted now; counts nothing.</summary>
    public async Task<Reservation> PeekAsync(string scope, Limit limit, CancellationToken cancellationToken)
    {
        Check(limit);
        DateTimeOffset now = Now();
        CounterRow row = await ReadAsync(scope, cancellationToken);
        TimeSpan wait = Ledger.Read(row.Entries, now).WaitFor(limit, now);
        return wait == TimeSpan.Zero
            ? new Reservation(true, now, null, TimeSpan.Zero)
            : new Reservation(false, now, limit.Name, wait);
    }

    /// <summary>Forgets a scope in which nothing of the last 24 hours is counted. One that counts something stays, and is due again.</summary>
    /// <returns>Whether it is forgotten.</returns>
    public async Task<bool> ForgetAsync(string scope, CancellationToken cancellationToken)
    {
        // Where it cannot be deleted, another one has deleted it or counts something in it: it is looked at again.
        while (await _table.FindAsync<CounterRow>(scope, CounterRow.Key, cancellationToken) is { } row)
        {
            Ledger ledger = Ledger.Read(row.Entries, Now());
            if (!ledger.IsEmpty)
            {
                await NoteAsync(scope, ledger, cancellationToken);
                return false;
            }

            if (await _table.TryDeleteAsync(row, cancellationToken))
                return true;
        }

        return false;
    }

    private static void Check(Limit limit)
    {
        if (limit.Windows.Any(window => window.Length <= TimeSpan.Zero || window.Length > Ledger.Memory))
            throw new ArgumentException($"The windows of '{limit.Name}' are longer than nothing and at most 24 hours.", nameof(limit));
    }

    // At first by the row as this process saw it last: the write finds out whether it is still so. What needs no write is told only
    // of a row that has just been read.
    private async Task<T> ChangeAsync<T>(string scope, Func<Ledger, DateTimeOffset, (bool Changed, T Answer)> change, CancellationToken cancellationToken)
    {
        bool read = !_seen.TryFind(scope, out (ETag Tag, byte[] Entries) seen);
        CounterRow row = read
            ? await ReadAsync(scope, cancellationToken)
            : new CounterRow { PartitionKey = scope, ETag = seen.Tag, Entries = seen.Entries };
        for (int attempt = 0; ; attempt++)
        {
            DateTimeOffset now = Now();
            Ledger ledger = Ledger.Read(row.Entries, now);
            (bool changed, T answer) = change(ledger, now);
            if (changed ? await TryWriteAsync(row, ledger, cancellationToken) : read)
                return answer;

            if (read)
                await Contention.BackOffAsync(attempt, cancellationToken);
            row = await ReadAsync(scope, cancellationToken);
            read = true;
        }
    }

    private async Task<CounterRow> ReadAsync(string scope, CancellationToken cancellationToken)
    {
        CounterRow row = await _table.FindAsync<CounterRow>(scope, CounterRow.Key, cancellationToken) ?? new CounterRow { PartitionKey = scope };
        Remember(row);
        return row;
    }

    private void Remember(CounterRow row) => _seen.Remember(row.PartitionKey, (row.ETag, row.Entries));

    // A row that counts nothing any more goes at once: nobody else would look for it.
    private async Task<bool> TryWriteAsync(CounterRow row, Ledger ledger, CancellationToken cancellationToken)
    {
        if (ledger.IsEmpty && row.ETag != default)
        {
            _seen.Forget(row.PartitionKey);
            return await _table.TryDeleteAsync(row, cancellationToken);
        }

        if (row.ETag == default)
            await NoteAsync(row.PartitionKey, ledger, cancellationToken);
        row.Entries = ledger.Write();
        if (!await _table.TryWriteAsync(row, cancellationToken))
            return false;
        Remember(row);
        return true;
    }

    // To the hour: a row that comes and goes is noted once.
    private Task NoteAsync(string scope, Ledger ledger, CancellationToken cancellationToken) => _due.AddAsync(
        new DueItem(((ledger.Latest ?? Now()) + Ledger.Memory).RoundUp(TimeSpan.FromHours(1)), DueKinds.Counter, "", scope), cancellationToken);

    // Entries are kept to the millisecond: so is the instant that is answered.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
