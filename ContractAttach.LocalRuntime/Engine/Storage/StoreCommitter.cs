using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Writes to the store until it is done: a store that is away loses nothing and fails nothing, it delays.</summary>
internal sealed partial class StoreCommitter(IInstanceStore store, TimeProvider time, ILogger<StoreCommitter> logger)
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    /// <summary>Stores a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="before">The one in whose place it comes, as it was stored; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The row as stored.</returns>
    /// <exception cref="StoreConflictException">What is stored is neither what was expected nor this row.</exception>
    internal async Task<InstanceRow> CommitAsync(InstanceRow row, InstanceRow? before, CancellationToken cancellation)
    {
        try
        {
            return await RetryAsync(
                () => before is null ? store.InsertAsync(row, cancellation) : store.ReplaceAsync(row, before, cancellation), cancellation)
                .ConfigureAwait(false);
        }
        catch (StoreConflictException)
        {
            // A write whose answer was lost meets itself when it is repeated.
            InstanceRow? stored = await RetryAsync(() => store.ReadAsync(row.InstanceId, cancellation), cancellation).ConfigureAwait(false);
            if (stored?.Commit == row.Commit)
                return stored;
            throw;
        }
    }

    /// <summary>Does something with the store, again and again while it is unavailable.</summary>
    internal async Task<T> RetryAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        TimeSpan wait = s_firstWait;
        while (true)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (StoreUnavailableException e)
            {
                LogUnavailable(e.Message, wait);
            }

            await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
            wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The durable store is not available ({Reason}); trying again in {Wait}.")]
    private partial void LogUnavailable(string reason, TimeSpan wait);
}
