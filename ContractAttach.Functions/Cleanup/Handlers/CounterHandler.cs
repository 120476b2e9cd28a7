using ContractAttach.Attachments;
using ContractAttach.Due;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>The counters of a scope: gone once nothing of the last 24 hours is counted in them, else looked at again.</summary>
internal sealed class CounterHandler(Counters.Counters counters) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Counter;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken) =>
        new(Purged: await counters.ForgetAsync(item.Id, cancellationToken) ? 1 : 0);
}
