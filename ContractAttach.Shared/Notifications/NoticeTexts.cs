using ContractAttach.Notifications.Texts;

namespace ContractAttach.Notifications;

/// <summary>Writes notices. Pure: the same row is always the same text.</summary>
public static class NoticeTexts
{
    private static readonly Dictionary<string, (Func<NoticeWords, NoticeContent> French, Func<NoticeWords, NoticeContent> English)> Kinds = new()
    {
        [NoticeKinds.AttachedRequester] = (AttachedRequesterText.French, AttachedRequesterText.English),
        [NoticeKinds.AttachedHolder] = (AttachedHolderText.French, AttachedHolderText.English),
        [NoticeKinds.RegroupedHolder] = (RegroupedHolderText.French, RegroupedHolderText.English),
        [NoticeKinds.RegroupedOwner] = (RegroupedOwnerText.French, RegroupedOwnerText.English),
        [NoticeKinds.ContactDetailsChanged] = (ContactDetailsChangedText.French, ContactDetailsChangedText.English),
        [NoticeKinds.SignInAdded] = (SignInAddedText.French, SignInAddedText.English),
        [NoticeKinds.AccountClosed] = (AccountClosedText.French, AccountClosedText.English),
        [NoticeKinds.RemovedOwner] = (RemovedOwnerText.French, RemovedOwnerText.English),
        [NoticeKinds.RemovedHolder] = (RemovedHolderText.French, RemovedHolderText.English),
        [NoticeKinds.RemovedProxy] = (RemovedProxyText.French, RemovedProxyText.English),
        [NoticeKinds.ContractChangedOwner] = (ContractChangedOwnerText.French, ContractChangedOwnerText.English),
        [NoticeKinds.ContractChangedHolder] = (ContractChangedHolderText.French, ContractChangedHolderText.English),
        [NoticeKinds.RefusedRequester] = (RefusedRequesterText.French, RefusedRequesterText.English),
    };

    /// <summary>A notice as an e-mail, in its row's language: French unless it is <c>en</c>.</summary>
    /// <exception cref="NotSupportedException">This version does not know the row's kind.</exception>
    public static NoticeText Render(NoticeRow row)
    {
        bool french = IsFrench(row);
        NoticeContent content = Content(row);
        if (french)
            content = FrenchTypography.Apply(content);
        string name = PersonName.ForEmail(row.ToName);
        string greeting = (french ? "Bonjour" : "Hello") + (name.Length > 0 ? $" {name}," : ",");
        string footer = french
            ? "Message envoyé automatiquement, merci de ne pas y répondre."
            : "This message was sent automatically, please do not reply.";
        return new(
            content.Subject,
            EmailLayout.Text(content, greeting, footer, french),
            EmailLayout.Html(content, greeting, footer, french));
    }

    /// <summary>A notice as one text message of the GSM alphabet; where its link is long, the person's name gives way.</summary>
    /// <exception cref="NotSupportedException">This version does not know the row's kind.</exception>
    public static string RenderSms(NoticeRow row)
    {
        string text = Gsm7.Fold(Content(row).Sms);
        int over = Gsm7.Septets(text) - Gsm7.SingleMessage;
        return over <= 0 ? text : Gsm7.Fold(Content(row, over).Sms);
    }

    private static bool IsFrench(NoticeRow row) => row.Language != "en";

    private static NoticeContent Content(NoticeRow row, int lettersLess = 0)
    {
        if (!Kinds.TryGetValue(row.Kind, out var kind))
            throw new NotSupportedException($"There is no text for a notice of kind '{row.Kind}'.");
        NoticeWords words = new(NoticeFacts.FromJson(row.Facts), IsFrench(row), lettersLess);
        return IsFrench(row) ? kind.French(words) : kind.English(words);
    }
}
