namespace ContractAttach.Functions.Attachments;

/// <summary>One send of a code.</summary>
/// <param name="AccountId">Whose request it is.</param>
/// <param name="RequestId">The request.</param>
/// <param name="Send">Which send, from 1: the same send has the same code, however often it is tried.</param>
/// <param name="Sends">How many there may be, for the text.</param>
/// <param name="Lifetime">How long the code lives, for the text.</param>
public sealed record SendCodeInput(string AccountId, string RequestId, int Send, int Sends, TimeSpan Lifetime);
