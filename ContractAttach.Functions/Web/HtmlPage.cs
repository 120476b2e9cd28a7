using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using ContractAttach.Contracts;
using Microsoft.AspNetCore.Http;

namespace ContractAttach.Functions.Web;

/// <summary>
/// A page for somebody who follows a link from a message, in the design of the web channel: one narrow column that a phone shows
/// without zooming, nothing from elsewhere, and no script, which its policy forbids.
/// </summary>
/// <param name="language">What language it is in.</param>
/// <param name="title">Title and heading, as text.</param>
/// <param name="content">What follows the heading, as markup: whatever is not ours in it has gone through <see cref="Encode"/>.</param>
/// <param name="status">The answer's status.</param>
internal sealed class HtmlPage(ContractLanguage language, string title, string content, int status = StatusCodes.Status200OK) : IResult
{
    // The web channel's: within the page, which then loads nothing at all.
    private static readonly string Style = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wwwroot", "assets", "base.css"));

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Text as it stands in markup.</summary>
    public static string Encode(string text) => Encoder.Encode(text);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        return response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{(language == ContractLanguage.En ? "en" : "fr")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <div class="sheet">
            <h1>{Encode(title)}</h1>
            {content}
            </div>
            </main>
            </body>
            </html>

            """,
            httpContext.RequestAborted);
    }
}
