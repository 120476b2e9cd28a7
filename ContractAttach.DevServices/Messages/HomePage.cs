using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace ContractAttach.DevServices.Messages;

/// <summary>The page at <c>/</c>: the newest messages, for a person.</summary>
internal static class HomePage
{
    private const int Shown = 50;

    /// <summary>Maps it.</summary>
    public static void MapHomePage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", (MessageLog log) => Results.Content(Html(log.Find(_ => true).Take(Shown)), "text/html; charset=utf-8"));

    private static string Html(IEnumerable<Message> messages)
    {
        StringBuilder page = new("""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Development services</title>
            <style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}article{border-top:1px solid #ccc;padding:.5rem 0}pre{white-space:pre-wrap;font:inherit;margin:.3rem 0}</style></head>
            <body><h1>Development services</h1>
            <p><a href="/dev/messages">Messages</a> · <a href="/dev/faults">Faults</a> · <a href="/.well-known/openid-configuration">Sign-in</a> · <a href="/health">Health</a></p>
            <h2>Newest messages</h2>

            """);
        foreach (Message message in messages)
        {
            page.Append(CultureInfo.InvariantCulture, $"""
                <article><small>{message.Kind} · {message.At:u} · {message.State}</small><br><b>{Encoded(message.To)}</b> from {Encoded(message.From)} {Encoded(message.Subject)}
                <pre>{Encoded(message.Text)}</pre></article>

                """);
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static string Encoded(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
