using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Functions.Attachments;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Contracts;

/// <summary>
/// What a change of a contract does to its links and requests: they end before the contract is written, so that an import that dies
/// does it again, and once more after it, for what came in between; for an import that dies right there, the clean-up does.
/// </summary>
public sealed class ContractChanges(ContractDetacher detacher, RequestInstances instances, DueItems due, TimeProvider time)
{
    /// <summary>Carries a change through.</summary>
    /// <param name="durable">The orchestrations.</param>
    /// <param name="change">The change.</param>
    /// <param name="write">Writes it; false where it was not written.</param>
    /// <param name="cancellationToken">Ends it; what is left is done by the same import again, or by the clean-up.</param>
    /// <returns>What <paramref name="write"/> returned.</returns>
    public async Task<bool> CarryThroughAsync(
        DurableTaskClient durable, ContractChange change, Func<CancellationToken, Task<bool>> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(write);
        var left = new DueItem(time.GetUtcNow() + NoticeDispatch.Again, DueKinds.ContractChange, "", change.Old.Id);
        await due.AddAsync(left, cancellationToken);
        await WakeAsync(durable, await detacher.DetachAsync(change.Old, cancellationToken), cancellationToken);
        bool written = await write(cancellationToken);
        if (written)
            await WakeAsync(durable, await detacher.DetachAsync(change.Old, cancellationToken), cancellationToken);
        await due.RemoveAsync(left, cancellationToken);
        return written;
    }

    /// <summary>Does what is left of a change that died; nothing where it was carried through, or never written.</summary>
    public async Task FinishAsync(DurableTaskClient durable, string contractId, CancellationToken cancellationToken) =>
        await WakeAsync(durable, await detacher.DetachMisfitsAsync(contractId, cancellationToken), cancellationToken);

    /// <summary>
    /// Ends all links and open requests of a contract that has changed in a directory of the operator's own, which calls again where
    /// it gets no answer.
    /// </summary>
    public async Task EndAllAsync(DurableTaskClient durable, string contractId, CancellationToken cancellationToken) =>
        await WakeAsync(durable, await detacher.DetachAsync(contractId, cancellationToken), cancellationToken);

    // Their rows say how they ended. The orchestrations hear of it, and end with them instead of waiting for a code.
    private async Task WakeAsync(DurableTaskClient durable, IReadOnlyList<RequestRow> ended, CancellationToken cancellationToken)
    {
        foreach (RequestRow request in ended)
            await instances.RaiseAsync(durable, request, new RequestInput(InputKind.Cancel), cancellationToken);
    }
}
