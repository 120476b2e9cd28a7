using ContractAttach.Contracts;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.OpenApi;
using ContractAttach.Revocations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Revocations;

/// <summary>
/// The holder's link of the messages: for anybody who has it. Looking changes nothing, since mail scanners open links; only the
/// page's button, a <c>POST</c>, ends the access.
/// </summary>
[ApiGroup("Revocations", "The link in a holder's message that ends an access: for whoever has it.")]
[ApiParameter("token", ParameterLocation.Path, "The end of the link.")]
[ApiErrors(nameof(ApiErrorCode.LinkNotValid), nameof(ApiErrorCode.TryAgain), nameof(ApiErrorCode.InternalError))]
public sealed class RevocationFunctions(Revoker revoker)
{
    private const string Route = "revocations/{token}";

    /// <summary>Shows what would end.</summary>
    [Function("ShowRevocation")]
    [ApiCall("What would end", Description = "Changes nothing.", HasPages = true)]
    [ApiAnswer(StatusCodes.Status200OK, "What would end.", typeof(RevocationView))]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string token,
        CancellationToken cancellationToken)
    {
        KeepSecret(request);
        Revocation revocation = await revoker.FindAsync(token, cancellationToken) ?? throw new ApiException(ApiErrorCode.LinkNotValid);
        return Answer(request, revocation, ended: false);
    }

    /// <summary>Ends it, once.</summary>
    [Function("Revoke")]
    [ApiCall("Ends the access", Description = "Once.", HasPages = true)]
    [ApiAnswer(StatusCodes.Status200OK, "What has ended.", typeof(RevocationView))]
    public async Task<IResult> EndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string token,
        CancellationToken cancellationToken)
    {
        KeepSecret(request);
        Revocation revocation = await revoker.EndAsync(token, cancellationToken) ?? throw new ApiException(ApiErrorCode.LinkNotValid);
        return Answer(request, revocation, ended: true);
    }

    // The address is the authority: no cache, no search engine, no other site and no trace is to learn it.
    private static void KeepSecret(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        IHeaderDictionary headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        request.HttpContext.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("url.path", "/" + Route);
        headers.Vary = $"{HeaderNames.Accept}, {HeaderNames.AcceptLanguage}";
    }

    private static IResult Answer(HttpRequest request, Revocation revocation, bool ended)
    {
        ContractLanguage language = request.Language(otherwise: revocation.Language);
        if (!request.PrefersHtml())
            return Results.Json(RevocationView.Of(revocation, ended, language), ApiJson.Options);
        return RevocationPage.Of(ended ? RevocationText.After(revocation, language) : RevocationText.Before(revocation, language), language);
    }
}
