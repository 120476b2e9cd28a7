using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Functions.Attachments;
using ContractAttach.Notifications;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Accounts;

/// <summary>
/// Closes accounts: its open requests and its links end, its logins are free, what is personal is erased. Done at once; what a
/// crash leaves, the clean-up does, which also looks once more for what came in late.
/// </summary>
public sealed class AccountCloser(
    AccountClosure closure,
    AccountStore accounts,
    AttachmentStore store,
    Attacher attacher,
    LinkEnder ender,
    RequestInstances instances,
    NoticeSender sender,
    DueItems due,
    TimeProvider time)
{
    /// <summary>Links ended at once, so that one slow answer does not hold up the others.</summary>
    private const int SideBySide = 4;

    // What an end still has to do can be repeated as long as counters remember it.
    private static readonly TimeSpan Repeatable = TimeSpan.FromHours(24);

    /// <summary>Closes the account.</summary>
    /// <param name="durable">The orchestrations.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="cancellationToken">Ends the attempts; once the account is marked, it is closed whether or not the caller still waits.</param>
    public async Task CloseAsync(DurableTaskClient durable, string accountId, CancellationToken cancellationToken)
    {
        await due.AddAsync(Item(accountId), cancellationToken);
        await closure.TryBeginAsync(accountId, cancellationToken);
        await FinishAsync(durable, accountId, CancellationToken.None);
    }

    /// <summary>Does what is left to be done about an account that is being closed, or is; nothing about one that is not.</summary>
    /// <returns>The notices that it sent, and those that could not be sent: for them it is due again.</returns>
    public async Task<NoticeCount> FinishAsync(DurableTaskClient durable, string accountId, CancellationToken cancellationToken)
    {
        AccountRow? row;
        do
        {
            row = await accounts.GetRowAsync(accountId, cancellationToken);
            if (row is { ClosingAt: null })
                return default;

            // In this order: what is attached before its request ends has a link by then.
            await EndRequestsAsync(durable, accountId, cancellationToken);
            if (row is not null)
                await EndLinksAsync(row.ToAccount(), cancellationToken);
            await closure.EraseAsync(accountId, cancellationToken);
        }
        while (row is not null && !await closure.TryFinishAsync(row, cancellationToken));

        NoticeCount count = await sender.SendAllLeftAsync(accountId, cancellationToken);
        if (count.Left > 0)
            await due.AddAsync(Item(accountId), cancellationToken);
        return count;
    }

    private DueItem Item(string accountId) => new(time.GetUtcNow() + NoticeDispatch.Again, DueKinds.ClosedAccount, accountId, accountId);

    private async Task EndRequestsAsync(DurableTaskClient durable, string accountId, CancellationToken cancellationToken)
    {
        await foreach (RequestRow request in store.ReadRequestsAsync(accountId, cancellationToken))
        {
            bool open = request.End is null;
            if (open || time.GetUtcNow() - request.EndedAt < Repeatable)
                await attacher.EndAsync(accountId, request.Id, RequestStatus.Cancelled, null, cancellationToken);

            // An orchestration that misses it ends by itself, within the request's hour.
            if (open)
                await instances.RaiseAsync(durable, request, new RequestInput(InputKind.Cancel), cancellationToken);
        }
    }

    private Task EndLinksAsync(Account account, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        store.ListLinksAsync(account.Id, cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
        async (link, token) => await ender.EndAsync(account, link.ContractId, LinkEndReason.AccountClosed, link.AttachmentId, token));
}
