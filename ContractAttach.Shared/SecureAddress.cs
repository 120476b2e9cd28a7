namespace ContractAttach;

/// <summary>Where keys, tokens and what is personal may be sent to.</summary>
internal static class SecureAddress
{
    /// <summary>Whether nobody on the way reads along: https, or this machine.</summary>
    public static bool IsSecure(this Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
