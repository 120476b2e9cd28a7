namespace ContractAttach.LocalRuntime.Engine;

/// <summary>An instance as stored.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Spilled">The part of its history that is not in its row.</param>
internal sealed record StoredInstance(InstanceRow Row, string Spilled);
