using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Functions.Security;
using ContractAttach.Storage;
using Microsoft.AspNetCore.Http;

namespace ContractAttach.Benchmarks.Security;

/// <summary>Who is calling the floor or the peer: the application's own check of the token, and the two reads that find an account.</summary>
internal sealed class SignedInAccounts(SignIn signIn, Tables tables, KeyedHash hash)
{
    private const string Scheme = "Bearer ";

    /// <summary>The person whom the call's token names.</summary>
    public async Task<SignedInPerson> PersonAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await signIn.CheckAsync(request.Headers.Authorization.ToString()[Scheme.Length..], cancellationToken)
            ?? throw new BadHttpRequestException("The token is not good.", StatusCodes.Status401Unauthorized);

    /// <summary>The account of the person whom the call's token names: the claim on the token's subject, and the account's row.</summary>
    public async Task<Account> AccountAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        SignedInPerson person = await PersonAsync(request, cancellationToken);
        TableEntity claim = await tables.Logins.GetEntityAsync<TableEntity>(hash.Of("sub", person.Subject), "login", cancellationToken: cancellationToken);
        AccountRow row = await tables.Accounts.GetEntityAsync<AccountRow>(claim.GetString("AccountId"), AccountRow.Key, cancellationToken: cancellationToken);
        return row.ToAccount();
    }
}
