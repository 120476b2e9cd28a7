namespace ContractAttach.Notifications.Texts;

/// <summary>What the reader can do by a link.</summary>
/// <param name="Label">What the button says.</param>
/// <param name="Link">Where it leads.</param>
/// <param name="Explanation">What to know before.</param>
internal sealed record NoticeAction(string Label, string Link, string Explanation);
