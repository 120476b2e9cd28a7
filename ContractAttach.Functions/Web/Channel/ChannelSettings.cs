namespace ContractAttach.Functions.Web.Channel;

/// <summary>What the page must know to sign somebody in.</summary>
/// <param name="Authority">The OpenID Connect issuer.</param>
/// <param name="ClientId">The page's id there.</param>
/// <param name="Scope">What it asks for.</param>
internal sealed record ChannelSettings(string Authority, string ClientId, string Scope);
