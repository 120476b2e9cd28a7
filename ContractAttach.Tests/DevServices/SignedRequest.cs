using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>Signs requests as the description of the service says, independently of the client and of the check.</summary>
internal static class SignedRequest
{
    /// <summary>Sends a body, signed.</summary>
    public static async Task<HttpResponseMessage> SendSignedAsync(
        this DevServicesProcess services, HttpMethod method, string pathAndQuery, object? body, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = Make(services, method, pathAndQuery, body is null ? "" : JsonSerializer.Serialize(body, JsonSerializerOptions.Web));
        change?.Invoke(request);
        return await services.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends an SMS.</summary>
    public static Task<HttpResponseMessage> SmsAsync(this DevServicesProcess services, string to, string message = "Bonjour", string? tag = null) =>
        services.SendSignedAsync(HttpMethod.Post, "/sms?api-version=2021-03-07", new
        {
            from = "+18445550100",
            smsRecipients = new[] { new { to, repeatabilityRequestId = Guid.NewGuid(), repeatabilityFirstSent = "Mon, 01 Jan 2024 00:00:00 GMT" } },
            message,
            smsSendOptions = new { enableDeliveryReport = true, tag },
        });

    /// <summary>Sends an e-mail.</summary>
    public static Task<HttpResponseMessage> EmailAsync(this DevServicesProcess services, string to, Guid operationId, string subject = "Bonjour") =>
        services.SendSignedAsync(
            HttpMethod.Post,
            "/emails:send?api-version=2025-09-01",
            new
            {
                senderAddress = "donotreply@example.com",
                content = new { subject, plainText = "Texte", html = "<p>Texte</p>" },
                recipients = new { to = new[] { new { address = to, displayName = "Jeanne" } } },
                userEngagementTrackingDisabled = true,
            },
            request => request.Headers.Add("Operation-Id", operationId.ToString()));

    private static HttpRequestMessage Make(DevServicesProcess services, HttpMethod method, string pathAndQuery, string body)
    {
        Uri address = new(services.BaseUrl + pathAndQuery);
        string date = TimeProvider.System.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        string contentHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        HttpRequestMessage request = new(method, address);
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-content-sha256", contentHash);
        request.Sign(services.AccessKey, $"{method}\n{pathAndQuery}\n{date};{address.Authority};{contentHash}");
        return request;
    }

    /// <summary>Puts a signature on a request.</summary>
    public static void Sign(this HttpRequestMessage request, string accessKey, string text)
    {
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(accessKey), Encoding.UTF8.GetBytes(text)));
        request.Headers.Authorization = new AuthenticationHeaderValue("HMAC-SHA256", $"SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
    }
}
