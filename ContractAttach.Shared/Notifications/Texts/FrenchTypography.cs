namespace ContractAttach.Notifications.Texts;

/// <summary>The signs of printed French, so that the texts can be written with those of a keyboard.</summary>
internal static class FrenchTypography
{
    /// <summary>No-break spaces before <c>: ; ! ?</c> and typographic apostrophes.</summary>
    public static string Apply(string text) => text
        .Replace(" :", "\u00A0:", StringComparison.Ordinal)
        .Replace(" ;", "\u00A0;", StringComparison.Ordinal)
        .Replace(" !", "\u00A0!", StringComparison.Ordinal)
        .Replace(" ?", "\u00A0?", StringComparison.Ordinal)
        .Replace('\'', '’');

    /// <summary>All of a content but its link and its text message, which keeps to plain signs.</summary>
    public static NoticeContent Apply(NoticeContent content) => content with
    {
        Subject = Apply(content.Subject),
        Opening = Apply(content.Opening),
        Action = content.Action is null ? null : content.Action with
        {
            Label = Apply(content.Action.Label),
            Explanation = Apply(content.Action.Explanation),
        },
        Closing = Apply(content.Closing),
    };
}
