using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Stores histories: in the instance's row while they are short, the older part beside it when they grow.</summary>
internal sealed partial class HistoryWriter(IInstanceStore store, StoreCommitter committer, ILogger<HistoryWriter> logger)
{
    /// <summary>What a row holds at most, in characters: half of what a table entity could, so that a row can be replaced and read at little cost.</summary>
    internal const int MaxInlineLength = 64 * 1024;

    /// <summary>Stores an episode: one write, and another one before it where history has to be moved.</summary>
    internal async Task CommitAsync(Instance instance, Episode episode, CancellationToken cancellation)
    {
        StoredInstance before = instance.Stored;
        string older = episode.StartsHistory ? string.Empty : before.Spilled;
        (InstanceRow row, string spilled) = await AppendAsync(episode.Next!, older, episode.Appended, cancellation).ConfigureAwait(false);
        row = await committer.CommitAsync(row, before.Row, cancellation).ConfigureAwait(false);
        instance.Committed(new(row, spilled), episode.OnlyWaits);
    }

    /// <summary>Puts events at the end of a row's history, without storing the row.</summary>
    /// <returns>The row to store, and all of its history that is beside it.</returns>
    internal async Task<(InstanceRow Row, string Spilled)> AppendAsync(
        InstanceRow row, string spilled, IReadOnlyList<HistoryEvent> events, CancellationToken cancellation)
    {
        row = row with { Commit = Guid.NewGuid().ToString("N") };
        string added = HistoryText.Write(events);
        if (row.History.Length + added.Length <= MaxInlineLength)
            return (row with { History = row.History + added }, spilled);

        // A text that the row would refer to only if it is stored: cut short here, it is written over the next time.
        bool addedFits = added.Length <= MaxInlineLength;
        string moved = addedFits ? row.History : row.History + added;
        int rows = await committer.RetryAsync(
            () => store.SpillAsync(row.InstanceId, row.Execution, row.SpilledRows, moved, cancellation), cancellation).ConfigureAwait(false);
        return (row with { History = addedFits ? added : string.Empty, SpilledRows = row.SpilledRows + rows }, spilled + moved);
    }

    /// <summary>All of a row's history that is beside it.</summary>
    /// <exception cref="DamagedInstanceException">It is not all there, or the row cannot be read.</exception>
    internal async Task<string> ReadSpilledAsync(InstanceRow row, CancellationToken cancellation) => row.Damage is not null
        ? throw new DamagedInstanceException(row.Damage)
        : row.SpilledRows == 0 ? string.Empty : await committer.RetryAsync(
            () => store.ReadSpilledAsync(row.InstanceId, row.Execution, row.SpilledRows, cancellation), cancellation).ConfigureAwait(false);

    /// <summary>All events of a row.</summary>
    /// <exception cref="DamagedInstanceException">They, or the row, cannot be read.</exception>
    internal async Task<List<HistoryEvent>> ReadAsync(InstanceRow row, CancellationToken cancellation) =>
        HistoryText.Read(await ReadSpilledAsync(row, cancellation).ConfigureAwait(false) + row.History);

    /// <summary>Removes what is beside a row of an execution that is over. What is left is removed with the instance.</summary>
    internal async Task DeleteSpilledAsync(InstanceRow row, CancellationToken cancellation)
    {
        if (row.SpilledRows == 0)
            return;
        try
        {
            await committer.RetryAsync(
                async () =>
                {
                    await store.DeleteSpilledAsync(row.InstanceId, row.Execution, cancellation).ConfigureAwait(false);
                    return true;
                },
                cancellation).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The episode before it is stored, and must not be run again for this.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogLeft(row.InstanceId, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Older history of instance {InstanceId} could not be removed; that is done when it is purged.")]
    private partial void LogLeft(string instanceId, Exception exception);
}
