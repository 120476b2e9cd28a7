using ContractAttach.Attachments;
using ContractAttach.Contracts;

namespace ContractAttach.Functions.Contracts;

/// <summary>A proxy on a contract as its holder sees it.</summary>
internal sealed record ProxyView(string ProxyId, string DisplayName, DateTime AttachedAt)
{
    /// <summary>What the proxy says.</summary>
    public static ProxyView Of(Proxy proxy, ContractLanguage language) =>
        new(proxy.AttachmentId, proxy.Account.NameFor(language), proxy.AttachedAt.UtcDateTime);
}
