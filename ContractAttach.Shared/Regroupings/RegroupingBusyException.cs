namespace ContractAttach.Regroupings;

/// <summary>Another regrouping that is running relies on the same contract's staying where it is: it is worth trying again in a while.</summary>
public sealed class RegroupingBusyException() : Exception("Another regrouping of the same contract is running.");
