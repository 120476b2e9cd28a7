using Azure.Data.Tables;
using ContractAttach.Attachments;
using ContractAttach.Counters;
using ContractAttach.Due;
using ContractAttach.Notifications;
using ContractAttach.Storage;

namespace ContractAttach.Accounts;

/// <summary>
/// Changes of an account's contact details: so many in a day, since each sends an e-mail. The old address is told of each; the
/// new one is not, since nobody has proved that it is theirs.
/// </summary>
public sealed class ContactDetailsChanges(
    Tables tables, KeyedHash hash, Counters.Counters counters, Limits limits, DueItems due, NoticeDispatch dispatch, TimeProvider time)
{
    private readonly TableClient _accounts = tables.Accounts;

    /// <summary>Replaces the account's contact details; the same ones again are no change.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="given">The new ones.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>The account as it is now, and whether it has the new ones; no account where it is gone.</returns>
    public async Task<(Account? Account, Reservation Reservation)> ChangeAsync(string accountId, ContactDetails given, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(given);
        string scope = Limits.Account(accountId);
        Limit limit = limits.ContactDetailsChanges;
        string? counted = null;
        for (int attempt = 0; ; attempt++)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (await _accounts.FindAsync<AccountRow>(accountId, AccountRow.Key, cancellationToken) is not { ClosingAt: null } row)
                return (null, Granted(now));
            Account account = row.ToAccount();
            if (account.ContactDetails == given)
                return (account, Granted(now));

            // The same change asked for many times at once is one change.
            string change = hash.Of("contact details", $"{accountId}|{row.ETag}|{given.Email}|{given.Mobile}");
            Reservation reservation = await counters.ExchangeAsync(scope, counted is null ? [] : [(limit.Name, counted)], [(limit, change)], cancellationToken);
            if (!reservation.Granted)
                return (account, reservation);

            counted = change;
            (row.ContactEmail, row.ContactMobile) = (given.Email, given.Mobile);
            NoticeRow told = AccountNotices.ContactDetailsChanged(account, change, now);
            await due.AddAsync(new DueItem(now + NoticeDispatch.Again, DueKinds.Notices, accountId, change), cancellationToken);
            if (await _accounts.TryCommitAsync(row.With([told]), cancellationToken))
            {
                await dispatch.SendAsync(accountId, change, [told], cancellationToken);
                return (row.ToAccount(), reservation);
            }

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    /// <summary>Whether the account could take these contact details now; counts nothing.</summary>
    /// <param name="account">The account.</param>
    /// <param name="given">What is given with a request; null where nothing is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Reservation> PeekAsync(Account account, ContactDetails? given, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        return given is null || given == account.ContactDetails
            ? Granted(time.GetUtcNow())
            : await counters.PeekAsync(Limits.Account(account.Id), limits.ContactDetailsChanges, cancellationToken);
    }

    /// <summary>Counts the change that comes with a request, once however often it is asked.</summary>
    /// <returns>False where there is no room for it: then the account keeps what it has.</returns>
    public async Task<bool> TryReserveAsync(RequestRow request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (await counters.ReserveAsync(Limits.Account(request.PartitionKey), [(limits.ContactDetailsChanges, request.Id)], cancellationToken)).Granted;
    }

    private static Reservation Granted(DateTimeOffset now) => new(true, now, null, TimeSpan.Zero);
}
