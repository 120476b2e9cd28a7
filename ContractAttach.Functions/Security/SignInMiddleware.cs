using ContractAttach.Accounts;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ContractAttach.Functions.Security;

/// <summary>
/// Lets nobody past <c>/api/v1</c> who is not signed in, and nobody past <c>/api/v1/operator</c> who is no operator. By path,
/// so that a new function there is guarded before anybody thinks of it.
/// </summary>
internal sealed class SignInMiddleware(SignIn signIn) : IFunctionsWorkerMiddleware
{
    private const string Scheme = "Bearer ";
    private const string OperatorRole = "operator";

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && http.Request.Path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase, out PathString call))
        {
            SignedInPerson person = await RequireAsync(http.Request, http.RequestAborted);
            if (call.StartsWithSegments("/operator", StringComparison.OrdinalIgnoreCase) && !person.Roles.Contains(OperatorRole))
                throw new ApiException(ApiErrorCode.Forbidden);
            http.Features.Set(person);
        }

        await next(context);
    }

    private async Task<SignedInPerson> RequireAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && await signIn.CheckAsync(header[Scheme.Length..].Trim(), cancellationToken) is { } person)
            return person;

        request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        throw new ApiException(ApiErrorCode.Unauthenticated);
    }
}
