using ContractAttach.Attachments;
using ContractAttach.Due;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>An account whose creation died before all of its owner's own contracts were attached: the others are.</summary>
internal sealed class OwnContractsHandler(OwnContracts own) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.OwnContracts;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        await own.AttachAsync(item.AccountId, int.MaxValue, cancellationToken);
        return default;
    }
}
