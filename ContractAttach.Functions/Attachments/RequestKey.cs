namespace ContractAttach.Functions.Attachments;

/// <summary>Which request.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="RequestId">Its id.</param>
public sealed record RequestKey(string AccountId, string RequestId);
