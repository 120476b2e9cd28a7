using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Audit;

/// <summary>The operator's view of what happened to a contract.</summary>
[ApiGroup("Operator", "For the operator's employees.")]
[ApiErrors(nameof(ApiErrorCode.TryAgain), nameof(ApiErrorCode.InternalError))]
public sealed class AuditFunctions(AuditTrail trail)
{
    // A page of a table query: the answer costs one read, however much has happened to the contract.
    private const int Most = 1000;

    /// <summary>A contract's latest entries, newest first; those of a contract that is no longer in the directory too.</summary>
    [Function("ReadAudit")]
    [ApiCall("What happened to a contract")]
    [ApiParameter("contractId", ParameterLocation.Query, "The contract's id.", Required = true, Pattern = "^[A-Za-z0-9._-]{1,64}$", Example = "C-1001")]
    [ApiAnswer(StatusCodes.Status200OK, "The latest 1000 entries, newest first, masked; those of a contract that is gone too.", typeof(ItemList<AuditView>))]
    [ApiErrors(nameof(ApiErrorCode.InvalidRequest))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operator/audit")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string contractId = request.Query["contractId"].ToString();
        var errors = new FieldErrors();
        if (!ContractId.IsValid(contractId))
            errors.Add("contractId", FieldMessages.ContractId);
        errors.ThrowIfAny();

        var items = new List<AuditView>();
        await foreach (AuditEntry entry in trail.ReadAsync(contractId, cancellationToken).Take(Most).WithCancellation(cancellationToken))
            items.Add(AuditView.Of(entry));
        return Results.Json(new ItemList<AuditView>(items), ApiJson.Options);
    }
}
