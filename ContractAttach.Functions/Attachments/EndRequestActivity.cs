using ContractAttach.Attachments;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Attachments;

/// <summary>Ends a request otherwise than attached.</summary>
public sealed class EndRequestActivity(Attacher attacher)
{
    /// <summary>The activity's name.</summary>
    public const string Name = "EndRequest";

    /// <summary>Ends the request, and says how it ended: another end may have come first.</summary>
    [Function(Name)]
    public Task<RequestEnd> RunAsync([ActivityTrigger] EndRequestInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return attacher.EndAsync(input.AccountId, input.RequestId, input.Status, input.Reason, cancellationToken);
    }
}
