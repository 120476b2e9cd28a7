using ContractAttach.Attachments;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Attachments;

/// <summary>Links the contract of a request.</summary>
public sealed class AttachContractActivity(Attacher attacher)
{
    /// <summary>The activity's name.</summary>
    public const string Name = "LinkContract";

    /// <summary>Links the contract, and says how the request ended.</summary>
    [Function(Name)]
    public Task<RequestEnd> RunAsync([ActivityTrigger] RequestKey input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return attacher.AttachAsync(input.AccountId, input.RequestId, cancellationToken);
    }
}
