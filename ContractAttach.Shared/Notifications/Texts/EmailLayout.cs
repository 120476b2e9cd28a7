using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ContractAttach.Notifications.Texts;

/// <summary>
/// The one design of e-mails: one narrow column that a phone shows without zooming, styles on the elements, since mail
/// programs drop style sheets, and nothing from elsewhere, since they block it. Its colours are the web channel's.
/// </summary>
internal static class EmailLayout
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The HTML version.</summary>
    public static string Html(NoticeContent content, string greeting, string footer, bool french)
    {
        StringBuilder html = new();
        html.Append($"""
            <!DOCTYPE html>
            <html lang="{(french ? "fr" : "en")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light">
            <title>{Encode(content.Subject)}</title>
            </head>
            <body style="margin:0;padding:0;background:#f4f5f9;color:#171a26;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f9"><tr><td align="center" style="padding:16px 8px">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-top:4px solid #3346d3"><tr><td style="padding:24px;overflow-wrap:anywhere">
            <h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">{Encode(content.Subject)}</h1>
            {Paragraph(greeting)}
            {Paragraph(content.Opening)}

            """);
        if (content.Facts.Count > 0)
        {
            html.Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 16px\">\n");
            foreach ((string label, string value) in content.Facts)
            {
                html.Append($"""
                    <tr><td style="padding:8px 12px 8px 0;border-bottom:1px solid #dcdfe9;color:#565c70;vertical-align:top">{Encode(label)}</td><td style="padding:8px 0;border-bottom:1px solid #dcdfe9;font-weight:bold">{Encode(value)}</td></tr>

                    """);
            }

            html.Append("</table>\n");
        }

        if (content.Action is NoticeAction action)
        {
            html.Append($"""
                {Paragraph(action.Explanation)}
                <p style="margin:0 0 24px"><a href="{Encode(action.Link)}" style="display:inline-block;padding:12px 22px;border-radius:999px;background:#3346d3;color:#ffffff;text-decoration:none;font-weight:bold">{Encode(action.Label)}</a></p>

                """);
        }

        html.Append($"""
            {Paragraph(content.Closing)}
            <p style="margin:24px 0 0;font-size:13px;color:#565c70">{Encode(footer)}</p>
            </td></tr></table>
            </td></tr></table>
            </body>
            </html>
            """);
        return html.ToString();
    }

    /// <summary>The text version: the same sentences in the same order.</summary>
    public static string Text(NoticeContent content, string greeting, string footer, bool french)
    {
        string colon = french ? "\u00A0: " : ": ";
        List<string> blocks = [greeting, content.Opening];
        if (content.Facts.Count > 0)
            blocks.Add(string.Join('\n', content.Facts.Select(fact => fact.Label + colon + fact.Value)));
        if (content.Action is NoticeAction action)
            blocks.Add($"{action.Explanation}\n{action.Label}{colon}{action.Link}");
        blocks.Add(content.Closing);
        blocks.Add(footer);
        return string.Join("\n\n", blocks) + "\n";
    }

    private static string Paragraph(string text) => $"<p style=\"margin:0 0 16px\">{Encode(text)}</p>";

    private static string Encode(string text) => Encoder.Encode(text);
}
