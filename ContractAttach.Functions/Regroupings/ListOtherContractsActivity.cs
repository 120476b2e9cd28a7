using ContractAttach.Regroupings;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Regroupings;

/// <summary>Lists a page of the other account's contracts.</summary>
public sealed class ListOtherContractsActivity(Regrouper regrouper)
{
    /// <summary>The activity's name.</summary>
    public const string Name = "ListOtherContracts";

    /// <summary>The page: fewer than were asked for are the last.</summary>
    [Function(Name)]
    public Task<IReadOnlyList<AttachedContract>> RunAsync([ActivityTrigger] ListOtherContractsInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return regrouper.ListAsync(input.Key.AccountId, input.Key.RegroupingId, input.After, input.Count, cancellationToken);
    }
}
