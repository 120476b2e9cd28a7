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

/// <summary>The HTTP calls of one's attached contracts.</summary>
[ApiGroup("Contracts", "The contracts of the account.")]
[ApiParameter("contractId", ParameterLocation.Path, "The contract's id.", Example = "C-1001")]
[ApiErrors(nameof(ApiErrorCode.AccountRequired), nameof(ApiErrorCode.LoginConflict), nameof(ApiErrorCode.LoginRequired), nameof(ApiErrorCode.TryAgain), nameof(ApiErrorCode.InternalError))]
public sealed class ContractFunctions(Caller caller, AttachmentStore store, LinkEnder ender)
{
    private const string Route = "api/v1/contracts";

    /// <summary>The contracts that are attached to the account.</summary>
    [Function("ListContracts")]
    [ApiCall("The attached contracts")]
    [ApiAnswer(StatusCodes.Status200OK, "The contracts that are attached to the account.", typeof(ItemList<ContractView>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        var items = new List<ContractView>();
        await foreach (LinkRow link in store.ListLinksAsync(account.Id, cancellationToken))
            items.Add(ContractView.Of(link));
        return Results.Json(new ItemList<ContractView>(items), ApiJson.Options);
    }

    /// <summary>Removes a contract from the account: at once.</summary>
    [Function("RemoveContract")]
    [ApiCall("Removes a contract from the account", Description = "Holder and former proxy are told.")]
    [ApiAnswer(StatusCodes.Status204NoContent, "The contract is not attached any more.")]
    [ApiErrors(nameof(ApiErrorCode.ContractNotFound))]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{contractId}")] HttpRequest request,
        string contractId,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        if (!ContractId.IsValid(contractId) || !await ender.EndAsync(account, contractId, LinkEndReason.Owner, null, cancellationToken))
            throw new ApiException(ApiErrorCode.ContractNotFound);
        return Results.NoContent();
    }
}
