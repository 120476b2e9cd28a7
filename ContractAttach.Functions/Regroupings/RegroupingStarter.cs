using System.Security.Cryptography;
using System.Text;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Counters;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Web;
using ContractAttach.Regroupings;
using ContractAttach.Storage;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Regroupings;

/// <summary>Begins regroupings: for whoever has just signed in to both accounts, and for nobody else.</summary>
public sealed class RegroupingStarter(
    SignIn signIn,
    AccountStore accounts,
    RegroupingStore regroupings,
    Counters.Counters counters,
    Limits limits,
    KeyedHash hash,
    IOptions<AttachmentOptions> options,
    TimeProvider time)
{
    /// <summary>Begins a regrouping, or finds the one that is running already: however many starts come at the same moment, one begins.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="account">Their account, which gets the contracts.</param>
    /// <param name="otherToken">An access token of their other account.</param>
    /// <param name="removeFromOther">Whether the contracts go from there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiException"><c>invalid-request</c>, <c>regrouping-not-allowed</c> or <c>too-many-requests</c>.</exception>
    public async Task<RegroupingRow> StartAsync(SignedInPerson person, Account account, string otherToken, bool removeFromOther, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(account);
        if (await signIn.CheckAsync(otherToken, cancellationToken) is not { } other)
            throw ApiException.Invalid("otherAccountToken", FieldMessages.OtherTokenNotValid);

        if (!IsFresh(person) || !IsFresh(other) || await OtherAccountAsync(other, cancellationToken) is not { } from || from.Id == account.Id)
            throw new ApiException(ApiErrorCode.RegroupingNotAllowed);

        return await BeginAsync(account.Id, from.Id, removeFromOther, cancellationToken);
    }

    // As with requests, the id comes from what is counted, which simultaneous starts share: several regroupings of the same
    // accounts would wait for each other. One that is over gives way to the next.
    private async Task<RegroupingRow> BeginAsync(string accountId, string fromId, bool removeFromOther, CancellationToken cancellationToken)
    {
        for (string after = ""; ;)
        {
            string start = hash.Of("regrouping", $"{accountId}|{fromId}|{removeFromOther}|{after}");
            Reservation reserved = await counters.ReserveAsync(Limits.Account(accountId), [(limits.Regroupings, start)], cancellationToken);
            if (!reserved.Granted)
                throw new ApiException(ApiErrorCode.TooManyRequests) { RetryAfter = reserved.RetryAfter };

            string id = Ulid.NewUlid(reserved.At, SHA256.HashData(Encoding.ASCII.GetBytes(start)).AsSpan(0, 10)).ToString();
            RegroupingRow regrouping = await regroupings.BeginAsync(accountId, id, fromId, removeFromOther, cancellationToken);
            if (regrouping.EndStatus is null)
                return regrouping;
            after = id;
        }
    }

    private bool IsFresh(SignedInPerson person)
    {
        TimeSpan age = time.GetUtcNow() - person.IssuedAt;
        return age >= -TokenCheck.ClockSkew && age <= options.Value.RegroupingTokenAge;
    }

    // Null where the other person has none, or cannot be told: to the caller that is all the same.
    private async Task<Account?> OtherAccountAsync(SignedInPerson other, CancellationToken cancellationToken)
    {
        try
        {
            return await accounts.FindAsync(other, cancellationToken);
        }
        catch (Exception exception) when (exception is LoginConflictException or LoginRequiredException)
        {
            return null;
        }
    }
}
