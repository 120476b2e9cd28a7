using ContractAttach.DevServices.Hosting;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace ContractAttach.DevServices.SignIn;

/// <summary>The sign-in authority: OpenID Connect with authorization code and PKCE, and tokens for scripts.</summary>
internal static class SignInRoutes
{
    /// <summary>Maps discovery, keys, sign-in and tokens.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/openid-configuration", Discovery).RequireCors(LocalPages);
        routes.MapGet("/.well-known/jwks.json", Keys).RequireCors(LocalPages);
        routes.MapGet("/authorize", ShowPeople);
        routes.MapPost("/authorize", SignIn).DisableAntiforgery();
        routes.MapPost("/token", Exchange).RequireCors(LocalPages).DisableAntiforgery();
        routes.MapPost("/dev/tokens", (TokenRequest request, TokenIssuer issuer) => string.IsNullOrEmpty(request.Sub)
            ? Results.Problem("sub is missing.", statusCode: StatusCodes.Status400BadRequest)
            : Results.Ok(new { access_token = issuer.Issue(request), token_type = "Bearer", expires_in = request.ExpiresInSeconds }));
    }

    private static void LocalPages(CorsPolicyBuilder policy) =>
        policy.SetIsOriginAllowed(origin => Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.IsLoopback).AllowAnyHeader().AllowAnyMethod();

    private static object Discovery(ServerAddress address) => new
    {
        issuer = address.Url,
        authorization_endpoint = $"{address.Url}/authorize",
        token_endpoint = $"{address.Url}/token",
        jwks_uri = $"{address.Url}/.well-known/jwks.json",
        response_types_supported = new[] { "code" },
        grant_types_supported = new[] { "authorization_code" },
        code_challenge_methods_supported = new[] { "S256" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
        token_endpoint_auth_methods_supported = new[] { "none" },
        scopes_supported = new[] { "openid", "profile", "email", "phone" },
    };

    private static object Keys(SigningKey key) => new
    {
        keys = new[] { new { kty = key.Public.Kty, use = key.Public.Use, alg = key.Public.Alg, kid = key.Public.Kid, n = key.Public.N, e = key.Public.E } },
    };

    private static IResult ShowPeople([AsParameters] AuthorizationRequest request, HttpRequest http, People people) =>
        request.Error() is string error
            ? Results.Problem(error, statusCode: StatusCodes.Status400BadRequest)
            : SignInPage.Show(people, request, http);

    private static IResult SignIn(
        [AsParameters] AuthorizationRequest request, [FromForm] SignInChoice choice, HttpRequest http, People people, AuthorizationCodes codes)
    {
        if (request.Error() is string error)
            return Results.Problem(error, statusCode: StatusCodes.Status400BadRequest);
        if (choice.Person(people) is not TokenRequest person)
            return SignInPage.Show(people, request, http, nobody: true);

        return Results.Redirect(QueryHelpers.AddQueryString(request.RedirectUri!, new Dictionary<string, string?>
        {
            ["code"] = codes.Give(request, person),
            ["state"] = request.State,
        }));
    }

    private static async Task<IResult> Exchange(HttpRequest http, AuthorizationCodes codes, TokenIssuer issuer, CancellationToken cancellationToken)
    {
        if (!http.HasFormContentType)
            return Refused("invalid_request");
        IFormCollection form = await http.ReadFormAsync(cancellationToken);
        if (form["grant_type"] != "authorization_code")
            return Refused("unsupported_grant_type");
        if (codes.Take(form["code"], form["client_id"], form["redirect_uri"], form["code_verifier"]) is not { } grant)
            return Refused("invalid_grant");

        http.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Ok(new
        {
            access_token = issuer.Issue(grant.Person),
            id_token = issuer.Issue(grant.Person with { Audience = grant.Request.ClientId }, grant.Request.Nonce),
            token_type = "Bearer",
            expires_in = grant.Person.ExpiresInSeconds,
        });
    }

    private static IResult Refused(string error) => Results.Json(new { error }, statusCode: StatusCodes.Status400BadRequest);
}
