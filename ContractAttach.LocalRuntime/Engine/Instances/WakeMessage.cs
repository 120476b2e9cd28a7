namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Begin, where that has not been done.</summary>
internal sealed record WakeMessage : Message;
