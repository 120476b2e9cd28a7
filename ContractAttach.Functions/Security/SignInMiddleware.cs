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

    /// <summary>The role of the operator's employees.</summary>
    public const string OperatorRole = "operator";

    /// <summary>Who is let past to a call.</summary>
    public static Guard GuardOf(string method, PathString path)
    {
        if (path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase, out PathString call))
            return call.StartsWithSegments("/operator", StringComparison.OrdinalIgnoreCase) ? Guard.Operator : Guard.Person;

        // The handshake (OPTIONS) of a hook protects others from being called, not this service: it comes without a token.
        return path.StartsWithSegments("/hooks", StringComparison.OrdinalIgnoreCase) && !HttpMethods.IsOptions(method) ? Guard.Hook : Guard.None;
    }

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
            await CheckAsync(http, http.RequestAborted);
        await next(context);
    }

    private async Task CheckAsync(HttpContext http, CancellationToken cancellationToken)
    {
        Guard guard = GuardOf(http.Request.Method, http.Request.Path);
        if (guard is Guard.Person or Guard.Operator)
        {
            SignedInPerson person = Token(http.Request) is { } token && await signIn.CheckAsync(token, cancellationToken) is { } named ? named : throw Unauthenticated(http);
            if (guard == Guard.Operator && !person.Roles.Contains(OperatorRole))
                throw new ApiException(ApiErrorCode.Forbidden);
            http.Features.Set(person);
        }
        else if (guard == Guard.Hook)
        {
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
