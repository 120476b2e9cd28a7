using ContractAttach.Accounts;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;

namespace ContractAttach.Functions.Security;

/// <summary>Who is calling.</summary>
public sealed class Caller(AccountStore accounts)
{
    /// <summary>The signed-in person.</summary>
    public static SignedInPerson Person(HttpRequest request) =>
        request.HttpContext.Features.Get<SignedInPerson>() ?? throw new ApiException(ApiErrorCode.Unauthenticated);

    /// <summary>The signed-in person's account.</summary>
    /// <exception cref="ApiException"><c>account-required</c>: there is none.</exception>
    public async Task<Account> AccountAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await accounts.FindAsync(Person(request), cancellationToken) ?? throw new ApiException(ApiErrorCode.AccountRequired);
}
