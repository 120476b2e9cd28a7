using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace ContractAttach.DevServices.Communication;

/// <summary>
/// Checks the HMAC-SHA256 signature of requests to the SMS and e-mail services, as Azure Communication Services does.
/// See https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial.
/// </summary>
internal sealed partial class AccessKeyCheck(RequestDelegate next, AccessKey accessKey, TimeProvider clock)
{
    /// <summary>How far a request's date may be from this clock; the real service's tolerance.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Lets the request through, or answers 401.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AccessKeyRequired>() is null || await SignedAsync(context.Request))
            await next(context);
        else
            await ServiceError.Denied.ExecuteAsync(context);
    }

    private async Task<bool> SignedAsync(HttpRequest request)
    {
        string date = request.Headers["x-ms-date"].ToString();
        string contentHash = request.Headers["x-ms-content-sha256"].ToString();
        Match authorization = Authorization().Match(request.Headers.Authorization.ToString());
        string target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;

        return authorization.Success
            && IsNow(date)
            && contentHash == await HashAsync(request)
            && accessKey.Signed($"{request.Method}\n{target}\n{date};{request.Host};{contentHash}", authorization.Groups["signature"].Value);
    }

    private bool IsNow(string date) =>
        DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
        && (clock.GetUtcNow() - at).Duration() <= ClockSkew;

    private static async Task<string> HashAsync(HttpRequest request)
    {
        request.EnableBuffering();
        byte[] hash = await SHA256.HashDataAsync(request.Body, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return Convert.ToBase64String(hash);
    }

    [GeneratedRegex("^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=(?<signature>[A-Za-z0-9+/=]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Authorization();
}
