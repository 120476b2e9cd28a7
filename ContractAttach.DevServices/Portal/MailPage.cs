using System.Text.RegularExpressions;

namespace ContractAttach.DevServices.Portal;

/// <summary>An e-mail as a mail program shows it: its own styles, no script, nothing from elsewhere, links in a new tab.</summary>
internal static partial class MailPage
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private const string LinksInNewTab = "<base target=\"_blank\">";

    /// <summary>The page.</summary>
    public static IResult Show(string html, HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return Results.Content(
            Head().IsMatch(html) ? Head().Replace(html, "$0" + LinksInNewTab, count: 1) : $"<!doctype html>{LinksInNewTab}{html}", "text/html; charset=utf-8");
    }

    [GeneratedRegex("<head[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Head();
}
