using Azure.Data.Tables;
using ContractAttach.Storage;

namespace ContractAttach.Accounts;

/// <summary>
/// Who has which login. A claim comes before the row of its account, so that of two accounts that want a login one gets it;
/// the claim of an account that never came, or is gone, is an orphan. One of an account that is being closed is free.
/// </summary>
internal sealed class Claims(Tables tables, TimeProvider time)
{
    /// <summary>How long the account of a claim may take to appear. Then the claim is anybody's.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly TableClient _logins = tables.Logins;
    private readonly TableClient _accounts = tables.Accounts;

    /// <summary>The claim on a hash, or null.</summary>
    public Task<ClaimRow?> FindAsync(string hash, CancellationToken cancellationToken) =>
        _logins.FindAsync<ClaimRow>(hash, ClaimRow.Key, cancellationToken);

    /// <summary>The account's row, or null.</summary>
    public Task<AccountRow?> FindAccountAsync(string accountId, CancellationToken cancellationToken) =>
        _accounts.FindAsync<AccountRow>(accountId, AccountRow.Key, cancellationToken);

    /// <summary>
    /// Claims a hash for an account. Waits while a claim of an account that has not appeared is younger than <see cref="Grace"/>,
    /// or adopts that account's id where it is the same person's own.
    /// </summary>
    /// <param name="hash">Hash of a login or subject.</param>
    /// <param name="accountId">The account that wants it.</param>
    /// <param name="adopt">Whether to go on with the account that the hash is claimed for but that has not appeared.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The account that it is claimed for now; null where another account, which exists, has it.</returns>
    public async Task<string?> ClaimAsync(string hash, string accountId, bool adopt, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            ClaimRow claim = await FindAsync(hash, cancellationToken) ?? new ClaimRow { PartitionKey = hash, AccountId = accountId };
            string wanted = accountId;
            bool mayWrite = true;
            if (claim.AccountId != accountId)
            {
                AccountRow? account = await FindAccountAsync(claim.AccountId, cancellationToken);
                if (account is { ClosingAt: null })
                    return null;

                bool young = account is null && time.GetUtcNow() - claim.ClaimedAt < Grace;
                wanted = young ? claim.AccountId : accountId;
                mayWrite = adopt || !young;
            }

            if (mayWrite)
            {
                claim.AccountId = wanted;
                claim.ClaimedAt = time.GetUtcNow();
                if (await _logins.TryWriteAsync(claim, cancellationToken))
                    return wanted;
            }

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    /// <summary>Gives up a claim whose account is not there, unless it is so young that the account may be on its way.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> ReleaseOrphanAsync(string hash, CancellationToken cancellationToken) =>
        await FindAsync(hash, cancellationToken) is { } claim
        && time.GetUtcNow() - claim.ClaimedAt >= Grace
        && await FindAccountAsync(claim.AccountId, cancellationToken) is null
        && await _logins.TryDeleteAsync(claim, cancellationToken);

    /// <summary>Gives up a claim of an account that will not appear.</summary>
    public async Task ReleaseAsync(string hash, string accountId, CancellationToken cancellationToken)
    {
        ClaimRow? claim = await FindAsync(hash, cancellationToken);
        if (claim?.AccountId == accountId)
            await _logins.TryDeleteAsync(claim, cancellationToken);
    }
}
