namespace ContractAttach.DevServices.Communication;

/// <summary>Marks an endpoint whose requests must be signed.</summary>
internal sealed class AccessKeyRequired;
