using ContractAttach.Accounts;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ContractAttach.Functions.Security;

/// <summary>
/// Lets nobody past <c>/api/v1</c> who is not signed in, nobody past <c>/api/v1/operator</c> who is no operator, and nobody past
/// <c>/hooks</c> who is not the hooks' own caller. By path, so that a new function there is guarded before anybody thinks of it.
/// </summary>
internal sealed class SignInMiddleware(SignIn signIn, HookSignIn hooks) : IFunctionsWorkerMiddleware
{
    private const string Scheme = "Bearer ";
    private const string OperatorRole = "operator";

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
            await CheckAsync(http, http.RequestAborted);
        await next(context);
    }

    private async Task CheckAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Request.Path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase, out PathString call))
        {
            SignedInPerson person = Token(http.Request) is { } token && await signIn.CheckAsync(token, cancellationToken) is { } named ? named : throw Unauthenticated(http);
            if (call.StartsWithSegments("/operator", StringComparison.OrdinalIgnoreCase) && !person.Roles.Contains(OperatorRole))
                throw new ApiException(ApiErrorCode.Forbidden);
            http.Features.Set(person);
        }
        else if (http.Request.Path.StartsWithSegments("/hooks", StringComparison.OrdinalIgnoreCase) && !HttpMethods.IsOptions(http.Request.Method))
        {
            // The handshake (OPTIONS) protects others from being called, not this service: it comes without a token.
            bool mayCall = Token(http.Request) is { } token && await hooks.MayCallAsync(token, cancellationToken) is { } known ? known : throw Unauthenticated(http);
            if (!mayCall)
                throw new ApiException(ApiErrorCode.Forbidden);
        }
    }

    private static string? Token(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    private static ApiException Unauthenticated(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return new ApiException(ApiErrorCode.Unauthenticated);
    }
}
