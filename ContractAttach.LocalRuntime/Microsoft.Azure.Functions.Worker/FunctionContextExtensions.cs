using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP side of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The key among <see cref="FunctionContext.Items"/>, the real worker's, so that a test's context can hold it too.</summary>
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request and answer that the function is invoked for.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The HTTP context; null where the trigger is not HTTP.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context)
        => context.Items.TryGetValue(HttpContextKey, out object? http) ? http as HttpContext : null;
}
