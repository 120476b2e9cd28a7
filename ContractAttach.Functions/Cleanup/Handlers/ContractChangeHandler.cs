using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Functions.Contracts;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>A contract's change that died on the way: what it left is ended.</summary>
internal sealed class ContractChangeHandler(ContractChanges changes) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.ContractChange;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        await changes.FinishAsync(durable, item.Id, cancellationToken);
        return default;
    }
}
