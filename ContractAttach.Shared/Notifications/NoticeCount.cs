namespace ContractAttach.Notifications;

/// <summary>What came of sending notices.</summary>
/// <param name="Sent">Those that are done: sent, or refused for good.</param>
/// <param name="Left">Those whose rows stay, for the clean-up.</param>
public readonly record struct NoticeCount(int Sent, int Left);
