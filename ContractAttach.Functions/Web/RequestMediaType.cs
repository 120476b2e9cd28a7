using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ContractAttach.Functions.Web;

/// <summary>The form of answer that a caller wants.</summary>
internal static class RequestMediaType
{
    /// <summary>Whether <c>Accept</c> asks for HTML, as every browser does for a page, and does not prefer JSON.</summary>
    public static bool PrefersHtml(this HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? wanted))
            return false;
        double html = Quality("text/html");
        return html > 0 && html >= Quality("application/json");

        double Quality(string type) => wanted
            .Where(value => value.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(value => value.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
    }
}
