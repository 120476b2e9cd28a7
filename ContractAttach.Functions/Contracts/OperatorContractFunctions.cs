using ContractAttach.Contracts;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Contracts;

/// <summary>The operator's calls on the contract directory.</summary>
[ApiGroup("Operator", "For the operator's employees.")]
[ApiParameter("contractId", ParameterLocation.Path, "The contract's id.", Example = "C-1001")]
[ApiErrors(nameof(ApiErrorCode.TryAgain), nameof(ApiErrorCode.InternalError))]
public sealed class OperatorContractFunctions(ContractImporter importer, ContractChanges changes, IOptions<DirectoryOptions> directory)
{
    private const string Route = "api/v1/operator/contracts";

    // HTTP-API: 10 MB a call; the command line splits larger files.
    private const long Limit = 10_000_000;

    private bool IsElsewhere => directory.Value.BaseUrl is not null;

    /// <summary>Takes in contracts, one JSON object a line, as they come. Those before a line where the call breaks off are taken.</summary>
    [Function("ImportContracts")]
    [ApiCall("Takes contracts in", Description = "A JSON object a line, at most 10 MB a call. A contract that is there already is replaced. Where the call breaks off, the lines before are taken, and perhaps some more: a line that is taken twice does no harm. Where contracts are read in a directory of the operator's own, there is none to take them into.")]
    [ApiBody(typeof(string), MediaType = "application/x-ndjson", Example = """{"contractId":"C-1001","kind":"mobile","segment":"consumer","offer":"Forfait 100 Go","range":"Mobile","status":"active","language":"fr","customerNumber":"0123456789","holder":{"firstName":"Jeanne","lastName":"Martin","email":"jeanne@example.com","mobile":"+33612345678"},"lines":[{"number":"+33612345678","kind":"mobile","device":"phone"}]}""")]
    [ApiAnswer(StatusCodes.Status200OK, "What was taken, and why the other lines were not.", typeof(ImportResult))]
    [ApiErrors(nameof(ApiErrorCode.DirectoryElsewhere))]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (IsElsewhere)
            throw new ApiException(ApiErrorCode.DirectoryElsewhere);
        if (request.ContentLength > Limit)
            throw new ApiException(ApiErrorCode.TooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Limit;
        return Results.Json(await importer.ImportAsync(request.Body, Changing(durable), cancellationToken), ApiJson.Options);
    }

    /// <summary>Takes a contract out of the directory: its links and open requests end.</summary>
    [Function("DeleteContract")]
    [ApiCall("Takes a contract out of the directory", Description = "Its links and open requests end, and their people are told. Where contracts are read in a directory of the operator's own, that is all it does: to be called, until it answers 204, once a contract there has another customer number or a line less, or is gone.")]
    [ApiAnswer(StatusCodes.Status204NoContent, "The contract is gone.")]
    [ApiErrors(nameof(ApiErrorCode.ContractUnknown))]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{contractId}")] HttpRequest request,
        string contractId,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (!ContractId.IsValid(contractId))
            throw new ApiException(ApiErrorCode.ContractUnknown);
        if (IsElsewhere)
            await changes.EndAllAsync(durable, contractId, cancellationToken);
        else if (!await importer.DeleteAsync(contractId, Changing(durable), cancellationToken))
            throw new ApiException(ApiErrorCode.ContractUnknown);
        return Results.NoContent();
    }

    private ContractChanging Changing(DurableTaskClient durable) =>
        (change, write, cancellationToken) => changes.CarryThroughAsync(durable, change, write, cancellationToken);
}
