using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Contracts;

/// <summary>The HTTP calls of a contract's holder on the proxies that others have on it.</summary>
[ApiGroup("Proxies", "For the holder of a contract: who else manages it.")]
[ApiParameter("contractId", ParameterLocation.Path, "The contract's id.", Example = "C-1001")]
[ApiParameter("proxyId", ParameterLocation.Path, "The proxy's id.")]
[ApiErrors(nameof(ApiErrorCode.AccountRequired), nameof(ApiErrorCode.LoginConflict), nameof(ApiErrorCode.LoginRequired), nameof(ApiErrorCode.TryAgain), nameof(ApiErrorCode.InternalError))]
public sealed class ProxyFunctions(Caller caller, HolderView holder)
{
    private const string Route = "api/v1/contracts/{contractId}/proxies";

    /// <summary>Who has a proxy on the contract.</summary>
    [Function("ListProxies")]
    [ApiCall("Who has a proxy on the contract")]
    [ApiAnswer(StatusCodes.Status200OK, "The proxies on the contract.", typeof(ItemList<ProxyView>))]
    [ApiErrors(nameof(ApiErrorCode.ContractNotFound))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string contractId,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        IReadOnlyList<Proxy> proxies = await holder.ListProxiesAsync(account, Id(contractId), cancellationToken) ?? throw new ApiException(ApiErrorCode.ContractNotFound);
        return Results.Json(new ItemList<ProxyView>([.. proxies.Select(proxy => ProxyView.Of(proxy, request.Language()))]), ApiJson.Options);
    }

    /// <summary>Ends a proxy on the contract: at once.</summary>
    [Function("EndProxy")]
    [ApiCall("Ends a proxy", Description = "At once; both are told.")]
    [ApiAnswer(StatusCodes.Status204NoContent, "The proxy has ended.")]
    [ApiErrors(nameof(ApiErrorCode.ContractNotFound), nameof(ApiErrorCode.ProxyNotFound))]
    public async Task<IResult> EndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{proxyId}")] HttpRequest request,
        string contractId,
        string proxyId,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        return await holder.EndProxyAsync(account, Id(contractId), proxyId, cancellationToken) switch
        {
            true => Results.NoContent(),
            false => throw new ApiException(ApiErrorCode.ProxyNotFound),
            null => throw new ApiException(ApiErrorCode.ContractNotFound),
        };
    }

    // Only what can be an id becomes a row key.
    private static string Id(string contractId) => ContractId.IsValid(contractId) ? contractId : throw new ApiException(ApiErrorCode.ContractNotFound);
}
