using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace ContractAttach.Tests.Security;

/// <summary>The documents in which an authority names its key.</summary>
internal sealed class AuthorityStub(RSA key, string address) : HttpMessageHandler, IHttpClientFactory
{
    /// <inheritdoc/>
    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        object document = request.RequestUri!.AbsolutePath == "/.well-known/openid-configuration"
            ? new { issuer = address, jwks_uri = address + "/keys" }
            : new { keys = new[] { new { kty = "RSA", use = "sig", kid = "key", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } } };
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(document)) });
    }
}
