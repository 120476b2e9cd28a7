using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Counters;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Web;
using ContractAttach.Regroupings;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Regroupings;

/// <summary>Begins regroupings: for whoever has just signed in to both accounts, and for nobody else.</summary>
public sealed class RegroupingStarter(
    SignIn signIn,
    AccountStore accounts,
    RegroupingStore regroupings,
    Counters.Counters counters,
    Limits limits,
    IOptions<AttachmentOptions> options,
    TimeProvider time)
{
    /// <summary>Begins a regrouping.</summary>
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

        string id = Ulid.NewUlid(time.GetUtcNow()).ToString();
        Reservation reserved = await counters.ReserveAsync(Limits.Account(account.Id), [(limits.Regroupings, id)], cancellationToken);
        return reserved.Granted
            ? await regroupings.BeginAsync(account.Id, id, from.Id, removeFromOther, cancellationToken)
            : throw new ApiException(ApiErrorCode.TooManyRequests) { RetryAfter = reserved.RetryAfter };
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
