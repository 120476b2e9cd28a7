using Azure.Data.Tables;
using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Notifications;
using ContractAttach.Storage;

namespace ContractAttach.Accounts;

/// <summary>One person, one account, whichever of their logins they use.</summary>
public sealed class AccountStore(Tables tables, KeyedHash hash, NoticeDispatch dispatch, TimeProvider time)
{
    // Numbers and addresses are given to new people: after half a year a login alone no longer names an account.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(180);
    private static readonly TimeSpan SeenAnew = TimeSpan.FromDays(1);

    // Leaves the write of the account's row its three tries of 10 seconds before its claims are anybody's.
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(20);

    private readonly TableClient _table = tables.Accounts;
    private readonly DueItems _due = new(tables);
    private readonly Claims _claims = new(tables, time);

    // The accounts' ids by their subjects' hashes: 10,000 are some 3 MB.
    private readonly Recent<string> _seen = new(10_000);

    /// <summary>The account's row, also while it is being closed; null where there is none.</summary>
    public Task<AccountRow?> GetRowAsync(string accountId, CancellationToken cancellationToken) =>
        _claims.FindAccountAsync(accountId, cancellationToken);

    /// <summary>
    /// The person's account, or null where they have none yet: two reads for a subject that is known and brings nothing new, one
    /// where this process has seen it.
    /// A new subject joins the account that one of its verified logins names, of which the account's other addresses are told;
    /// what is new is kept. An account that is being closed is none.
    /// </summary>
    /// <exception cref="LoginRequiredException">An unknown subject without a verified login.</exception>
    /// <exception cref="LoginConflictException">An unknown subject whose logins do not tell which account is theirs.</exception>
    public async Task<Account?> FindAsync(SignedInPerson person, CancellationToken cancellationToken)
    {
        string subject = HashOfSubject(person);
        for (int attempt = 0; ; attempt++)
        {
            AccountRow? row = await FindBySubjectAsync(subject, cancellationToken) ?? await FindByLoginsAsync(person, cancellationToken);
            if (row is null)
                return null;
            if (await RememberAsync(row, person, subject, cancellationToken))
                return row.ToAccount();

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    /// <summary>
    /// The person's account, made where they have none. Safe to call twice at once, and to call again after a call that died half-way.
    /// </summary>
    /// <exception cref="LoginRequiredException">As <see cref="FindAsync"/>.</exception>
    /// <exception cref="LoginConflictException">As <see cref="FindAsync"/>.</exception>
    public async Task<(Account Account, bool Created)> CreateAsync(
        SignedInPerson person, ContactDetails contactDetails, ContractLanguage language, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            if (await FindAsync(person, cancellationToken) is { } known)
                return (known, false);
            if (await TryCreateAsync(person, contactDetails, language, cancellationToken) is { } created)
                return (created, true);

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    /// <summary>Gives up claims whose account has not come, or is gone; those of an account that is there stay.</summary>
    /// <param name="hashes">What is claimed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many it gave up.</returns>
    public async Task<int> ReleaseOrphansAsync(IEnumerable<string> hashes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        int released = 0;
        foreach (string hash in hashes)
        {
            if (await _claims.ReleaseOrphanAsync(hash, cancellationToken))
                released++;
        }

        return released;
    }

    internal static IEnumerable<Login> LoginsOf(SignedInPerson person)
    {
        if (person.Email is { } email)
            yield return new Login(LoginKind.Email, email);
        if (person.Mobile is { } mobile)
            yield return new Login(LoginKind.Mobile, mobile);
    }

    private string HashOfSubject(SignedInPerson person) => hash.OfSubject(person);

    private string HashOf(Login login) => hash.OfLogin(login.Kind, login.Value);

    // A subject's claim moves only when its account is being closed or gone: one that was seen holds while the account is open and
    // names the subject itself.
    private async Task<AccountRow?> FindBySubjectAsync(string subject, CancellationToken cancellationToken)
    {
        if (_seen.TryFind(subject, out string? seen) && await GetOpenRowAsync(seen, cancellationToken) is { } known && known.GetSubjects().Contains(subject))
            return known;
        if (await _claims.FindAsync(subject, cancellationToken) is not { } claim || await GetOpenRowAsync(claim.AccountId, cancellationToken) is not { } row)
            return null;

        _seen.Remember(subject, claim.AccountId);
        return row;
    }

    private async Task<AccountRow?> GetOpenRowAsync(string accountId, CancellationToken cancellationToken) =>
        await GetRowAsync(accountId, cancellationToken) is { ClosingAt: null } row ? row : null;

    private async Task<AccountRow?> FindByLoginsAsync(SignedInPerson person, CancellationToken cancellationToken)
    {
        AccountRow? named = null;
        bool seen = false;
        foreach (Login login in LoginsOf(person))
        {
            if (await _claims.FindAsync(HashOf(login), cancellationToken) is not { } claim
                || await GetOpenRowAsync(claim.AccountId, cancellationToken) is not { } row)
                continue;

            if (named is not null && named.PartitionKey != row.PartitionKey)
                throw new LoginConflictException("The person's e-mail address and mobile number belong to two accounts.");

            DateTimeOffset seenAt = row.GetLogins().FirstOrDefault(known => known.Kind == login.Kind && known.Value == login.Value)?.SeenAt ?? claim.ClaimedAt;
            seen |= time.GetUtcNow() - seenAt <= Forgotten;
            named = row;
        }

        if (named is null)
            return person is { Email: null, Mobile: null } ? throw new LoginRequiredException() : null;
        if (!seen)
            throw new LoginConflictException($"The account's login has not signed in for {Forgotten.TotalDays} days: it may be a new person's.");
        if (person.CustomerNumber is { } number && named.GetCustomerNumbers() is { Count: > 0 } numbers && !numbers.Contains(number))
            throw new LoginConflictException("The person's customer number is none of the account's.");
        return named;
    }

    /// <summary>Keeps what the person brings that the account has not seen; false where somebody else wrote first.</summary>
    private async Task<bool> RememberAsync(AccountRow row, SignedInPerson person, string subject, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool changed = false;
        string about = "sign-in-" + subject;
        IReadOnlyList<NoticeRow> told = [];
        IReadOnlyList<string> subjects = row.GetSubjects();
        if (!subjects.Contains(subject))
        {
            if (await _claims.ClaimAsync(subject, row.PartitionKey, adopt: false, cancellationToken) is null)
                return false;
            row.SetSubjects([.. subjects, subject]);
            told = AccountNotices.SignInAdded(row, person, about, now);
            changed = true;
        }

        List<SeenLogin> logins = [.. row.GetLogins()];
        foreach (Login login in LoginsOf(person).OrderBy(HashOf, StringComparer.Ordinal))
        {
            int known = logins.FindIndex(seen => seen.Kind == login.Kind && seen.Value == login.Value);
            var seen = new SeenLogin(login.Kind, login.Value, now);
            if (known < 0)
            {
                // Another account's login stays that account's: accounts are never merged silently.
                if (await _claims.ClaimAsync(HashOf(login), row.PartitionKey, adopt: false, cancellationToken) is null)
                    continue;
                logins.Add(seen);
            }
            else if (now - logins[known].SeenAt >= SeenAnew)
            {
                logins[known] = seen;
            }
            else
            {
                continue;
            }

            row.SetLogins(logins);
            changed = true;
        }

        IReadOnlyList<string> numbers = row.GetCustomerNumbers();
        if (person.CustomerNumber is { } number && !numbers.Contains(number))
        {
            row.SetCustomerNumbers([.. numbers, number]);
            changed = true;
        }

        if (row is { FirstName: null, LastName: null } && (person.GivenName ?? person.FamilyName) is not null)
        {
            (row.FirstName, row.LastName) = (person.GivenName, person.FamilyName);
            changed = true;
        }

        if (told.Count == 0)
            return !changed || await _table.TryWriteAsync(row, cancellationToken);

        await _due.AddAsync(new DueItem(now + NoticeDispatch.Again, DueKinds.Notices, row.PartitionKey, about), cancellationToken);
        if (!await _table.TryCommitAsync(row.With(told), cancellationToken))
            return false;
        await dispatch.SendAsync(row.PartitionKey, about, told, cancellationToken);
        return true;
    }

    /// <summary>Claims, then the row; null where somebody else got there first.</summary>
    private async Task<Account?> TryCreateAsync(
        SignedInPerson person, ContactDetails contactDetails, ContractLanguage language, CancellationToken cancellationToken)
    {
        string subject = HashOfSubject(person);
        string accountId = Ulid.NewUlid(time.GetUtcNow()).ToString();
        string claims = string.Join('+', LoginsOf(person).Select(HashOf).Prepend(subject));
        await _due.AddAsync(new DueItem(time.GetUtcNow() + Retention.OrphanedAfter, DueKinds.Claims, "", claims), cancellationToken);
        DateTimeOffset now;
        do
        {
            now = time.GetUtcNow();
            if (await TryClaimAsync(person, subject, accountId, cancellationToken) is not { } claimed)
                return null;
            accountId = claimed;
            if (person.CustomerNumber is not null)
                await _due.AddAsync(new DueItem(now + NoticeDispatch.Again, DueKinds.OwnContracts, accountId, accountId), cancellationToken);
        }
        while (time.GetUtcNow() - now > Slowest);

        var row = new AccountRow
        {
            PartitionKey = accountId,
            FirstName = person.GivenName,
            LastName = person.FamilyName,
            ContactEmail = contactDetails.Email,
            ContactMobile = contactDetails.Mobile,
            Language = language.ToString(),
            CreatedAt = now,
            OwnContractsUpTo = person.CustomerNumber is null ? null : "",
        };
        row.SetSubjects([subject]);
        row.SetLogins(LoginsOf(person).Select(login => new SeenLogin(login.Kind, login.Value, now)));
        row.SetCustomerNumbers(person.CustomerNumber is { } number ? [number] : []);
        return await _table.TryWriteAsync(row, cancellationToken) ? row.ToAccount() : null;
    }

    /// <summary>The account for which all of the person's logins are claimed now; null, and none of them, where another account has one.</summary>
    private async Task<string?> TryClaimAsync(SignedInPerson person, string subject, string accountId, CancellationToken cancellationToken)
    {
        // The same person's other call, or an earlier one that died, may have begun: then both make the one account.
        if (await _claims.ClaimAsync(subject, accountId, adopt: true, cancellationToken) is not { } claimedFor)
            return null;

        // In order, so that of two people who share logins none waits for the other.
        List<string> claimed = [subject];
        foreach (string login in LoginsOf(person).Select(HashOf).Order(StringComparer.Ordinal))
        {
            if (await _claims.ClaimAsync(login, claimedFor, adopt: false, cancellationToken) is null)
            {
                foreach (string given in claimed)
                    await _claims.ReleaseAsync(given, claimedFor, cancellationToken);
                return null;
            }

            claimed.Add(login);
        }

        return claimedFor;
    }
}
