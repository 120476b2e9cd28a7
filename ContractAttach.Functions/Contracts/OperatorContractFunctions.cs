using ContractAttach.Contracts;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Contracts;

/// <summary>The operator's calls on the contract directory.</summary>
public sealed class OperatorContractFunctions(ContractImporter importer, ContractChanges changes)
{
    private const string Route = "api/v1/operator/contracts";

    // HTTP-API: 10 MB a call; the command line splits larger files.
    private const long Limit = 10_000_000;

    /// <summary>Takes in contracts, one JSON object a line, as they come. Those before a line where the call breaks off are taken.</summary>
    [Function("ImportContracts")]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > Limit)
            throw new ApiException(ApiErrorCode.TooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Limit;
        return Results.Json(await importer.ImportAsync(request.Body, Changing(durable), cancellationToken), ApiJson.Options);
    }

    /// <summary>Takes a contract out of the directory: its links and open requests end.</summary>
    [Function("DeleteContract")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{contractId}")] HttpRequest request,
        string contractId,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        await importer.DeleteAsync(contractId, Changing(durable), cancellationToken)
            ? Results.NoContent()
            : throw new ApiException(ApiErrorCode.ContractUnknown);

    private ContractChanging Changing(DurableTaskClient durable) =>
        (change, write, cancellationToken) => changes.CarryThroughAsync(durable, change, write, cancellationToken);
}
