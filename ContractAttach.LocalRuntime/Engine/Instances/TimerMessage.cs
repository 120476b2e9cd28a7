namespace ContractAttach.LocalRuntime.Engine;

/// <summary>A timer is due.</summary>
internal sealed record TimerMessage : Message;
