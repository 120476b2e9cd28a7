using ContractAttach.Regroupings;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Regroupings;

/// <summary>Notes results of a regrouping where its owner sees them.</summary>
public sealed class NoteRegroupedActivity(RegroupingStore regroupings)
{
    /// <summary>The activity's name.</summary>
    public const string Name = "NoteRegrouped";

    /// <summary>Notes them, and the end where it is over.</summary>
    [Function(Name)]
    public Task RunAsync([ActivityTrigger] NoteRegroupedInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return regroupings.NoteAsync(input.Key.AccountId, input.Key.RegroupingId, input.Contracts, input.End, cancellationToken);
    }
}
