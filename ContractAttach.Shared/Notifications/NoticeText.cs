namespace ContractAttach.Notifications;

/// <summary>A notice, written.</summary>
/// <param name="Subject">Subject, one line.</param>
/// <param name="Text">The text version.</param>
/// <param name="Html">The HTML version, with the same content.</param>
public sealed record NoticeText(string Subject, string Text, string Html);
