using ContractAttach.Accounts;
using ContractAttach.Contracts;
using ContractAttach.Revocations;

namespace ContractAttach.Functions.Revocations;

/// <summary>What a holder's link ends, for a channel with pages of its own.</summary>
internal sealed record RevocationView(
    ContractKind ContractKind,
    string Offer,
    string Line,
    Role Role,
    string DisplayName,
    DateTime AttachedAt,
    DateTime ExpiresAt,
    bool Ended)
{
    /// <summary>What the revocation says.</summary>
    public static RevocationView Of(Revocation revocation, bool ended, ContractLanguage language) => new(
        Enum.Parse<ContractKind>(revocation.Link.ContractKind),
        revocation.Link.Offer,
        LineMask.Screen(revocation.Link.Line),
        Enum.Parse<Role>(revocation.Link.Role),
        revocation.Account.NameFor(language),
        revocation.Link.AttachedAt.UtcDateTime,
        revocation.ExpiresAt.UtcDateTime,
        ended);
}
