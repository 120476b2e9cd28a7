using ContractAttach.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Web.Channel;

/// <summary>The web channel: a page that calls the API as any other channel does.</summary>
public sealed class ChannelFunctions(ChannelFiles files, IOptions<SignInOptions> signIn)
{
    private const string AskEachTime = "no-cache";
    private const string KeepForGood = "public, max-age=31536000, immutable";

    private readonly string _policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + $"connect-src 'self' {signIn.Value.Authority!.GetLeftPart(UriPartial.Authority)}; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The page. An empty route would be the function's name, hence a part that can only be empty.</summary>
    [Function("Channel")]
    public IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{home:maxlength(0)?}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        IHeaderDictionary headers = request.HttpContext.Response.Headers;
        headers.CacheControl = AskEachTime;
        headers.ContentSecurityPolicy = _policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return files.Page.Answer();
    }

    /// <summary>What the page loads. While releases take turns, one answers for the other with what it has, which is not to be kept.</summary>
    [Function("ChannelAssets")]
    public IResult Asset(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "assets/{version}/{*path}")] HttpRequest request, string version, string? path)
    {
        ArgumentNullException.ThrowIfNull(request);
        ChannelFile file = files.Asset(path ?? "") ?? throw new ApiException(ApiErrorCode.NotFound);
        request.HttpContext.Response.Headers.CacheControl = version == files.Version ? KeepForGood : AskEachTime;
        return file.Answer();
    }

    /// <summary>How the page signs somebody in.</summary>
    [Function("ChannelSettings")]
    public IResult Settings([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "channel.json")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.HttpContext.Response.Headers.CacheControl = AskEachTime;
        SignInOptions options = signIn.Value;
        return Results.Json(new ChannelSettings(options.Authority!.AbsoluteUri, options.ClientId!, options.Scope), ApiJson.Options);
    }
}
