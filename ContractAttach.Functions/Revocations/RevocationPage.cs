using System.Globalization;
using System.Text;
using ContractAttach.Contracts;
using ContractAttach.Functions.Web;
using ContractAttach.Revocations;

namespace ContractAttach.Functions.Revocations;

/// <summary>The page of a holder's link.</summary>
internal static class RevocationPage
{
    /// <summary>The page that says this. Its form goes to the page's own address, which bears the token.</summary>
    public static HtmlPage Of(RevocationText text, ContractLanguage language)
    {
        var content = new StringBuilder($"<p>{HtmlPage.Encode(text.Opening)}</p>\n<dl>\n");
        foreach ((string label, string value) in text.Facts)
            content.Append(CultureInfo.InvariantCulture, $"<div><dt>{HtmlPage.Encode(label)}</dt><dd>{HtmlPage.Encode(value)}</dd></div>\n");
        content.Append("</dl>");
        if (text is { Explanation: { } explanation, Button: { } button })
            content.Append(CultureInfo.InvariantCulture, $"\n<p>{HtmlPage.Encode(explanation)}</p>\n<form method=\"post\"><button>{HtmlPage.Encode(button)}</button></form>");
        return new HtmlPage(language, text.Title, content.ToString());
    }
}
