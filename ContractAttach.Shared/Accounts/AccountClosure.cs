using Azure;
using Azure.Data.Tables;
using ContractAttach.Attachments;
using ContractAttach.Counters;
using ContractAttach.Notifications;
using ContractAttach.Storage;

namespace ContractAttach.Accounts;

/// <summary>
/// The steps by which an account's rows go: first a mark, from which on it is gone for its owner, then all that it has, then
/// its logins are freed, then its own row goes. Each is safe to do again.
/// </summary>
public sealed class AccountClosure(Tables tables, KeyedHash hash, Counters.Counters counters, Limits limits, TimeProvider time)
{
    /// <summary>What the ids of its notices begin with, before a hyphen.</summary>
    public const string About = "closed";

    // What is to be told is sent first, and what a link's end has left is done first; a link or an open request ends first.
    private static readonly string[] Kept = [AccountRow.Key, NoticeRow.Prefix, EndedLinkRow.Prefix, LinkRow.Prefix, OpenRow.Prefix];

    private readonly TableClient _accounts = tables.Accounts;
    private readonly Claims _claims = new(tables, time);

    /// <summary>
    /// Marks the account as being closed, and puts down at once that its owner is to be told. Nothing is attached to it any more.
    /// </summary>
    /// <returns>False where there is none, or it is being closed already.</returns>
    public async Task<bool> TryBeginAsync(string accountId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            if (await _claims.FindAccountAsync(accountId, cancellationToken) is not { ClosingAt: null } row)
                return false;

            DateTimeOffset now = time.GetUtcNow();
            row.ClosingAt = now;
            if (await _accounts.TryCommitAsync(row.With([AccountNotices.Closed(row.ToAccount(), About, now)]), cancellationToken))
                return true;

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    /// <summary>Erases what the account has, but for links, open requests, notices that are not sent, and its own row.</summary>
    public async Task EraseAsync(string accountId, CancellationToken cancellationToken)
    {
        string[] columns = [nameof(ITableEntity.PartitionKey), nameof(ITableEntity.RowKey), nameof(RequestRow.EndStatus)];
        await foreach (Page<TableEntity> page in _accounts
            .QueryAsync<TableEntity>(row => row.PartitionKey == accountId, select: columns, cancellationToken: cancellationToken)
            .AsPages(pageSizeHint: TableClientExtensions.TransactionRows))
            await _accounts.DeleteAllAsync(page.Values.Where(IsToGo), cancellationToken);
    }

    /// <summary>Frees the logins of the account, and then deletes its row, unless that was written since it was read.</summary>
    public async Task<bool> TryFinishAsync(AccountRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        foreach (string login in row.GetSubjects().Concat(row.GetLogins().Select(login => hash.OfLogin(login.Kind, login.Value))))
        {
            await counters.ReserveAsync(Limits.Login(login), [(limits.Closures, row.PartitionKey)], cancellationToken);
            await _claims.ReleaseAsync(login, row.PartitionKey, cancellationToken);
        }

        return await _accounts.TryDeleteAsync(row, cancellationToken);
    }

    /// <summary>Whether the person may create an account: not where too many with the same logins were closed of late.</summary>
    public async Task<Reservation> PeekAsync(SignedInPerson person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        Reservation answer = await counters.PeekAsync(Limits.Login(hash.OfSubject(person)), limits.Closures, cancellationToken);
        foreach (Login login in AccountStore.LoginsOf(person))
        {
            if (answer.Granted)
                answer = await counters.PeekAsync(Limits.Login(hash.OfLogin(login.Kind, login.Value)), limits.Closures, cancellationToken);
        }

        return answer;
    }

    private static bool IsToGo(TableEntity row) =>
        !Kept.Any(prefix => row.RowKey.StartsWith(prefix, StringComparison.Ordinal))
        && !(row.RowKey.StartsWith(RequestRow.Prefix, StringComparison.Ordinal) && row.GetString(nameof(RequestRow.EndStatus)) is null);
}
