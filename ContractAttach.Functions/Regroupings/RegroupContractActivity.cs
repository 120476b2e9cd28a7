using ContractAttach.Regroupings;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Regroupings;

/// <summary>Brings one contract.</summary>
public sealed class RegroupContractActivity(Regrouper regrouper)
{
    /// <summary>The activity's name.</summary>
    public const string Name = "RegroupContract";

    /// <summary>Brings the contract, and says what came of it.</summary>
    [Function(Name)]
    public Task<RegroupResult> RunAsync([ActivityTrigger] RegroupContractInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return regrouper.RegroupAsync(input.Key.AccountId, input.Key.RegroupingId, input.Contract, cancellationToken);
    }
}
