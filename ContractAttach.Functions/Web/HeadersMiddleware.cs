using System.Text.RegularExpressions;
using ContractAttach.Functions.Web.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ContractAttach.Functions.Web;

/// <summary>What every answer bears: the caller's <c>x-correlator</c>, and headers that keep browsers and caches honest.</summary>
internal sealed partial class HeadersMiddleware : IFunctionsWorkerMiddleware
{
    private static readonly PathString[] Private = ["/api", "/hooks"];

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
        {
            string? given = http.Request.Headers[ApiHeaders.Correlator];
            IHeaderDictionary headers = http.Response.Headers;
            headers[ApiHeaders.Correlator] = !string.IsNullOrEmpty(given) && WellFormed().IsMatch(given) ? given : Guid.NewGuid().ToString();
            headers.XContentTypeOptions = "nosniff";
            if (Private.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
                headers.CacheControl = "no-store";
            // An answer that is no page loads nothing and is framed by nobody; pages have policies of their own.
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            if (IsSecured(http.Request))
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return next(context);
    }

    // In Azure the platform ends TLS before the host, and says so. A browser heeds the answer's header over TLS alone.
    private static bool IsSecured(HttpRequest request) => request.IsHttps || request.Headers["X-Forwarded-Proto"] == Uri.UriSchemeHttps;

    // HTTP-API.md; CAMARA's pattern. $ would also take a trailing line feed.
    [GeneratedRegex(@"^[a-zA-Z0-9\-_:;./<>{}]{0,256}\z")]
    private static partial Regex WellFormed();
}
