using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Audit;

/// <summary>The operator's view of what happened to a contract.</summary>
public sealed class AuditFunctions(AuditTrail trail)
{
    // A page of a table query: the answer costs one read, however much has happened to the contract.
    private const int Most = 1000;

    /// <summary>A contract's latest entries, newest first; those of a contract that is no longer in the directory too.</summary>
    [Function("ReadAudit")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operator/audit")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string contractId = request.Query["contractId"].ToString();
        var errors = new FieldErrors();
        if (!ContractId.IsValid(contractId))
            errors.Add("contractId", "Required: 1 to 64 letters, digits, dots, underscores or hyphens.");
        errors.ThrowIfAny();

        var items = new List<AuditView>();
        await foreach (AuditEntry entry in trail.ReadAsync(contractId, cancellationToken).Take(Most).WithCancellation(cancellationToken))
            items.Add(AuditView.Of(entry));
        return Results.Json(new ItemList<AuditView>(items), ApiJson.Options);
    }
}
