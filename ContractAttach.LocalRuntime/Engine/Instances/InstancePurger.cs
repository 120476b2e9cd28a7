namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Forgets ended instances.</summary>
internal sealed class InstancePurger(IInstanceStore store, StoreCommitter committer, HistoryWriter writer, ReplacementGate gate)
{
    /// <summary>Forgets an instance, if it has ended.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="recursive">Whether what it called is forgotten too.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many are gone.</returns>
    internal async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        if (await ReadAsync(instanceId, cancellation).ConfigureAwait(false) is not { Live: false } row)
            return 0;

        int purged = 0;
        if (recursive)
        {
            foreach (string child in await ReadChildrenAsync(row, cancellation).ConfigureAwait(false))
                purged += await PurgeAsync(child, recursive, cancellation).ConfigureAwait(false);
        }

        using (await gate.EnterAsync(cancellation).ConfigureAwait(false))
        {
            // Somebody may have started it anew since.
            if (await ReadAsync(instanceId, cancellation).ConfigureAwait(false) is not { Live: false })
                return purged;
            await committer.RetryAsync(
                async () =>
                {
                    await store.DeleteAsync(instanceId, cancellation).ConfigureAwait(false);
                    return true;
                },
                cancellation).ConfigureAwait(false);
        }

        return purged + 1;
    }

    private async Task<List<string>> ReadChildrenAsync(InstanceRow row, CancellationToken cancellation)
    {
        try
        {
            List<HistoryEvent> history = await writer.ReadAsync(row, cancellation).ConfigureAwait(false);
            return [.. history.Where(e => e.Kind == HistoryEventKind.ChildCreated).Select(e => e.Instance!)];
        }
        catch (DamagedInstanceException)
        {
            // What it called is no longer known.
            return [];
        }
    }

    private Task<InstanceRow?> ReadAsync(string instanceId, CancellationToken cancellation) =>
        committer.RetryAsync(() => store.ReadAsync(instanceId, cancellation), cancellation);
}
