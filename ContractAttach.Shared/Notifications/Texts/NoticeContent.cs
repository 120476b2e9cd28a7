namespace ContractAttach.Notifications.Texts;

/// <summary>What a notice says in one language, before it has a form.</summary>
/// <param name="Subject">Subject and title.</param>
/// <param name="Opening">What happened, in a sentence or two.</param>
/// <param name="Facts">Label and value of what it happened to.</param>
/// <param name="Action">What the reader can do by a link, if anything.</param>
/// <param name="Closing">What the reader should know beside.</param>
/// <param name="Sms">The whole in one text message: without the offer, whose name may be as long as a message.</param>
internal sealed record NoticeContent(
    string Subject,
    string Opening,
    IReadOnlyList<(string Label, string Value)> Facts,
    NoticeAction? Action,
    string Closing,
    string Sms);
