using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Due;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>Claims on logins: given up where the account they were made for never came.</summary>
internal sealed class ClaimsHandler(AccountStore accounts) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Claims;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken) =>
        new(Purged: await accounts.ReleaseOrphansAsync(item.Id.Split('+'), cancellationToken));
}
