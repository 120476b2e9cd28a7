using System.Diagnostics;
using System.Globalization;
using ContractAttach.Contracts;
using Microsoft.AspNetCore.Http;

namespace ContractAttach.Functions.Web;

/// <summary>An error as RFC 9457 has it.</summary>
internal static class Problem
{
    /// <summary>Writes the error as the answer, in the caller's language.</summary>
    public static async Task WriteAsync(HttpContext http, ApiException problem, CancellationToken cancellationToken)
    {
        ApiErrorCode error = problem.Error;
        ContractLanguage language = http.Request.Language();
        string title = error.Title.In(language);
        string detail = error.Detail.In(language);
        string traceId = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
        if (problem.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

        // Somebody who has opened a link reads pages; the API answers in JSON whoever asks.
        if (http.Request.PrefersHtml() && !http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await new HtmlPage(language, title, $"<p>{HtmlPage.Encode(detail)}</p><p><small>{HtmlPage.Encode(traceId)}</small></p>", error.Status).ExecuteAsync(http);
            return;
        }

        var body = new ProblemView("urn:contract-attach:" + error.Code, title, error.Status, detail, error.Code, traceId)
        {
            Errors = problem.Errors?.ToDictionary(error => error.Key, error => error.Value.Select(message => message.In(language)).ToArray()),
            TriesLeft = problem.TriesLeft,
        };
        http.Response.StatusCode = error.Status;
        await http.Response.WriteAsJsonAsync(body, ApiJson.Options, "application/problem+json", cancellationToken);
    }
}
