using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using ContractAttach.Contracts;
using Microsoft.AspNetCore.Http;

namespace ContractAttach.Functions.Web;

/// <summary>
/// A page for somebody who follows a link from a message: one narrow column that a phone shows without zooming, nothing from
/// elsewhere, and no script, which its policy forbids.
/// </summary>
/// <param name="language">What language it is in.</param>
/// <param name="title">Title and heading, as text.</param>
/// <param name="content">What follows the heading, as markup: whatever is not ours in it has gone through <see cref="Encode"/>.</param>
/// <param name="status">The answer's status.</param>
internal sealed class HtmlPage(ContractLanguage language, string title, string content, int status = StatusCodes.Status200OK) : IResult
{
    private const string Style =
        """
        body{margin:0;padding:16px 8px;background:#f3f3f1;color:#1d1d1b;font:16px/1.5 Helvetica,Arial,sans-serif}
        main{box-sizing:border-box;max-width:560px;margin:0 auto;padding:24px;background:#fff;border-top:4px solid #d4500a}
        h1{margin:0 0 16px;font-size:22px;line-height:1.3}
        p,dl{margin:0 0 16px}
        dl div{display:flex;flex-wrap:wrap;gap:0 12px;padding:8px 0;border-bottom:1px solid #e2e2de}
        dt{flex:0 0 8em;color:#5f5f5a}
        dd{flex:1 1 12em;margin:0;font-weight:bold;overflow-wrap:anywhere}
        button{min-height:48px;padding:12px 20px;border:0;background:#1d1d1b;color:#fff;font:inherit;font-weight:bold;cursor:pointer}
        button:focus-visible{outline:3px solid #d4500a;outline-offset:2px}
        small{color:#5f5f5a;overflow-wrap:anywhere}
        """;

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
            <h1>{Encode(title)}</h1>
            {content}
            </main>
            </body>
            </html>

            """,
            httpContext.RequestAborted);
    }
}
