using ContractAttach.Attachments;
using ContractAttach.Audit;
using ContractAttach.Due;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>A contract's audit entries: those that are old are forgotten.</summary>
internal sealed class AuditHandler(AuditTrail audit, Retention retention) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Audit;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken) =>
        new(Purged: await audit.ForgetAsync(item.Id, retention.OldestAudit, cancellationToken));
}
