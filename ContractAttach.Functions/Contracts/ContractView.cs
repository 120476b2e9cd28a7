using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;

namespace ContractAttach.Functions.Contracts;

/// <summary>An attached contract as its account's owner sees it.</summary>
internal sealed record ContractView(
    string ContractId,
    ContractKind ContractKind,
    Segment Segment,
    string Offer,
    string Line,
    Role Role,
    LineUser? LineUser,
    DateTime AttachedAt)
{
    /// <summary>What the link says.</summary>
    public static ContractView Of(LinkRow link) => new(
        link.ContractId,
        Enum.Parse<ContractKind>(link.ContractKind),
        Enum.Parse<Segment>(link.Segment),
        link.Offer,
        LineMask.Screen(link.Line),
        Enum.Parse<Role>(link.Role),
        link.LineUser,
        link.AttachedAt.UtcDateTime);
}
