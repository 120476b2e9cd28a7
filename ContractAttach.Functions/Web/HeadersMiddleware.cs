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
            if (http.Request.IsHttps)
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return next(context);
    }

    // HTTP-API.md; CAMARA's pattern. $ would also take a trailing line feed.
    [GeneratedRegex(@"^[a-zA-Z0-9\-_:;./<>{}]{0,256}\z")]
    private static partial Regex WellFormed();
}
