namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Another instance has stored what this one told it.</summary>
/// <param name="Key">The outbox item.</param>
internal sealed record DeliveredMessage(string Key) : Message;
