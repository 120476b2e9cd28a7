namespace ContractAttach.Tests.Fixtures;

/// <summary>A message as <c>/dev/messages</c> tells it.</summary>
public sealed record ReceivedMessage(
    string Kind, string To, string From, string? Subject, string? Text, string? Html, DateTimeOffset At,
    string? Tag, string OperationId, string MessageId, int Deliveries, string State);
