using System.Text.RegularExpressions;
using ContractAttach.Accounts;
using ContractAttach.Contracts;

namespace ContractAttach.Notifications.Texts;

/// <summary>The facts of a notice in the words of one language, each fit to stand in a sentence.</summary>
/// <param name="facts">The facts.</param>
/// <param name="french">Whether the language is French; else it is English.</param>
/// <param name="smsLettersLess">Letters that the person's name lacks room for in a text message.</param>
internal sealed partial class NoticeWords(NoticeFacts facts, bool french, int smsLettersLess = 0)
{
    /// <summary>Who did it, or had it.</summary>
    public string Person { get; } = PersonName.Shown(facts.Person, Language(french));

    /// <summary>The same in the letters of a text message.</summary>
    public string SmsPerson { get; } = PersonName.ShownBySms(facts.Person, Language(french), smsLettersLess);

    /// <summary>The offer's name.</summary>
    public string Offer { get; } = OneLine(facts.Offer);

    /// <summary>The line, masked as in a text message: <c>06xxxxxx12</c>. What is hidden of a long one takes no more room than that.</summary>
    public string SmsLine { get; } = Hidden().Replace(OneLine(facts.Line).Replace(" ", ""), "xxxxxx").Replace('•', 'x');

    /// <summary>When it happened.</summary>
    public string When { get; } = NoticeTime.Write(facts.When ?? default, french);

    /// <summary>Whether the contract is under the account's own customer number.</summary>
    public bool IsHolder { get; } = facts.Role == Role.Holder;

    /// <summary>Whether a code to the line gave the right, and no bill.</summary>
    public bool IsByCode { get; } = facts.ContractKind is ContractKind.Mobile or ContractKind.Open;

    /// <summary>Where the holder ends the access.</summary>
    public string? RevocationLink { get; } = facts.RevocationLink;

    /// <summary>Until when that works.</summary>
    public string RevocationExpiry { get; } = NoticeTime.Write(facts.RevocationExpiresAt ?? default, french);

    /// <summary>Contract, line and date, each with its label.</summary>
    public IReadOnlyList<(string Label, string Value)> ContractFacts()
    {
        List<(string, string)> known = [];
        if (facts.ContractKind is ContractKind kind)
            known.Add((french ? "Contrat" : "Contract", Kind(kind)));
        if (Offer.Length > 0)
            known.Add((french ? "Offre" : "Offer", Offer));
        if (facts.Line is not null)
            known.Add((french ? "Ligne" : "Line", OneLine(facts.Line)));
        if (facts.When is not null)
            known.Add(("Date", When));
        return known;
    }

    [GeneratedRegex("•{7,}")]
    private static partial Regex Hidden();

    private string Kind(ContractKind kind) => kind switch
    {
        ContractKind.Internet => "internet",
        ContractKind.Fixed => french ? "téléphonie fixe" : "fixed telephone",
        ContractKind.Mobile => "mobile",
        _ => french ? "Open (internet et mobile)" : "Open (internet and mobile)",
    };

    private static ContractLanguage Language(bool french) => french ? ContractLanguage.Fr : ContractLanguage.En;

    /// <summary>No control character: an offer is the operator's text, but a subject is one line.</summary>
    private static string OneLine(string? text) => string.Concat((text ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
