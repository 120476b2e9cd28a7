using ContractAttach.Attachments;
using ContractAttach.Due;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Cleanup;

/// <summary>
/// Looks at what is due, and at nothing else, page by page and within the bounds of <see cref="CleanupOptions"/>. Each item has
/// its handler and goes once it is handled; one that fails is put back behind the others, so that it holds up none.
/// </summary>
public sealed partial class Cleaner(
    IEnumerable<IDueHandler> handlers, DueItems due, CleanupMetrics metrics, IOptions<CleanupOptions> options, TimeProvider time, ILogger<Cleaner> logger)
{
    // What a run left is counted by pages of 1,000 rows: a figure to see a backlog grow by, at the cost of 100 reads at most.
    private const int MostCounted = 100_000;

    private readonly Dictionary<string, IDueHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);
    private readonly CleanupOptions _options = options.Value;

    /// <summary>One run over what is due by now.</summary>
    public async Task<CleanupFigures> CleanAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        var figures = new CleanupFigures();
        var gate = new Lock();
        var sideBySide = new ParallelOptions { MaxDegreeOfParallelism = _options.SideBySide, CancellationToken = cancellationToken };
        DateTimeOffset until = time.GetUtcNow();
        bool bounded = false;
        try
        {
            await Parallel.ForEachAsync(
                TakeAsync(),
                sideBySide,
                async (item, cancellation) =>
                {
                    CleanupFigures done = await HandleAsync(item, durable, cancellation);
                    lock (gate)
                        figures += done;
                });
            if (bounded)
                figures += new CleanupFigures(Left: await due.CountAsync(until, MostCounted, cancellationToken));
            return figures;
        }
        finally
        {
            metrics.Record(figures);
            LogDone(figures.Ended, figures.Sent, figures.Purged, figures.Left);
        }

        async IAsyncEnumerable<DueItem> TakeAsync()
        {
            long began = time.GetTimestamp();
            int taken = 0;
            await foreach (DueItem item in due.ReadAsync(until, cancellationToken))
            {
                bounded = taken++ == _options.ItemsPerRun || time.GetElapsedTime(began) >= _options.RunTime;
                if (bounded)
                    yield break;
                yield return item;
            }
        }
    }

    private async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        // Nothing of the business hangs on how long an item takes, so it is not on the business's clock.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.ItemTime);
        try
        {
            if (!_handlers.TryGetValue(item.Kind, out IDueHandler? handler))
                throw new NotSupportedException("A newer version put it down: this one does not know the kind.");

            // Also where the handler does not heed that it is cancelled.
            CleanupFigures figures = await handler.HandleAsync(item, durable, patience.Token).WaitAsync(patience.Token);
            await due.RemoveAsync(item, cancellationToken);
            return figures;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLeft(item.Kind, exception);
            await PutBackAsync(item, cancellationToken);
            return new CleanupFigures(Left: 1);
        }
    }

    // Behind the others: items that fail for long must not use up the bounds of every run.
    private async Task PutBackAsync(DueItem item, CancellationToken cancellationToken)
    {
        try
        {
            await due.AddAsync(item with { At = time.GetUtcNow() + NoticeDispatch.Again }, cancellationToken);
            await due.RemoveAsync(item, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLeft(item.Kind, exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "Clean-up: {Ended} overdue requests ended, {Sent} notices sent, {Purged} old things deleted, {Left} items left for the next run")]
    private partial void LogDone(int ended, int sent, int purged, int left);

    [LoggerMessage(LogLevel.Warning, "Clean-up could not handle an item of kind {Kind}: it stays due")]
    private partial void LogLeft(string kind, Exception exception);
}
