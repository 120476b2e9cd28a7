using System.Net.Http.Headers;
using Azure.Core;

namespace ContractAttach.Contracts;

/// <summary>Shows a token of the application's identity with each call; the credential keeps it until it runs out.</summary>
internal sealed class DirectorySignIn(TokenCredential credential, string scope) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        AccessToken token = await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        return await base.SendAsync(request, cancellationToken);
    }
}
