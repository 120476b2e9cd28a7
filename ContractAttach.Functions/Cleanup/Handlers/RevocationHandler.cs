using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Revocations;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>A holder's link that no request stands behind: forgotten once it has run out, used or not.</summary>
internal sealed class RevocationHandler(RevocationLinks revocations) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Revocation;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        await revocations.ForgetAsync(item.Id, cancellationToken);
        return new CleanupFigures(Purged: 1);
    }
}
