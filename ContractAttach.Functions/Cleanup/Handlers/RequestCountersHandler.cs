using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Storage;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>The counters of a finished request: gone once nothing of the last 24 hours is counted in them; whoever counted later looks later.</summary>
internal sealed class RequestCountersHandler(
    AttachmentStore store, Counters.Counters counters, Retention retention, KeyedHash hash, DueItems due, TimeProvider time) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.RequestCounters;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        RequestRow? request = await store.FindRequestAsync(item.AccountId, item.Id, cancellationToken);
        int purged = 0;
        foreach (string scope in Scopes(item, request))
        {
            if (await counters.ForgetAsync(scope, cancellationToken))
                purged++;
        }

        DateTimeOffset ended = request?.EndedAt ?? time.GetUtcNow();
        await due.AddAsync(item with { At = ended + retention.Requests, Kind = DueKinds.RequestPurge }, cancellationToken);
        return new CleanupFigures(Purged: purged);
    }

    private IEnumerable<string> Scopes(DueItem item, RequestRow? request)
    {
        yield return Limits.Account(item.AccountId);
        if (item.ContractId is { } contractId)
        {
            yield return Limits.Contract(contractId);
            yield return Limits.Attachment(item.AccountId, contractId);
        }

        if (request is not null)
            yield return Limits.Line(hash.Of("line", request.Line));
    }
}
