using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Pipeline;

/// <summary>Signs each try of a request with the resource's access key.</summary>
internal sealed class HmacAuthenticationPolicy(AzureKeyCredential key) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        Request request = message.Request;
        Uri uri = request.Uri.ToUri();
        string date = TimeProvider.System.GetUtcNow().ToString("R");
        string contentHash = ContentHash(request.Content, message.CancellationToken);
        byte[] text = Encoding.UTF8.GetBytes($"{request.Method}\n{uri.PathAndQuery}\n{date};{uri.Authority};{contentHash}");
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key.Key), text));

        request.Headers.SetValue("x-ms-date", date);
        request.Headers.SetValue("x-ms-content-sha256", contentHash);
        request.Headers.SetValue("Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
    }

    private static string ContentHash(RequestContent? content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        content?.WriteTo(body, cancellationToken);
        return Convert.ToBase64String(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
    }
}
