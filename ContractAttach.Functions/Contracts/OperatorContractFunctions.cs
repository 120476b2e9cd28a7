using ContractAttach.Contracts;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Contracts;

/// <summary>The operator's calls on the contract directory.</summary>
public sealed class OperatorContractFunctions(ContractImporter importer)
{
    private const string Route = "api/v1/operator/contracts";

    // HTTP-API: 10 MB a call; the command line splits larger files.
    private const long Limit = 10_000_000;

    /// <summary>Takes in contracts, one JSON object a line.</summary>
    [Function("ImportContracts")]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > Limit)
            throw new ApiException(ApiErrorCode.TooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Limit;
        return Results.Json(await importer.ImportAsync(request.Body, changed: null, cancellationToken), ApiJson.Options);
    }
}
