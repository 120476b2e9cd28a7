using ContractAttach.Accounts;
using ContractAttach.Audit;
using ContractAttach.Contracts;

namespace ContractAttach.Attachments;

/// <summary>What stays of a request or a link once it has ended: masked, and by ids alone.</summary>
internal static class AuditEntries
{
    /// <summary>The end of a request.</summary>
    public static AuditEntry Of(RequestRow request, RequestEnd end) => new(
        request.ContractId,
        end.At,
        request.Id,
        Enum.Parse<AuditKind>(end.Status.ToString()),
        request.PartitionKey,
        LineMask.Screen(request.Line),
        end.Role,
        end.Reason?.ToString());

    /// <summary>A link without a request.</summary>
    public static AuditEntry Attached(LinkRow link) => new(
        link.ContractId,
        link.AttachedAt,
        link.AttachmentId,
        AuditKind.Attached,
        link.PartitionKey,
        LineMask.Screen(link.Line),
        Enum.Parse<Role>(link.Role),
        null);

    /// <summary>The end of a link.</summary>
    public static AuditEntry Of(EndedLinkRow ended) => new(
        ended.ContractId,
        ended.EndedAt,
        ended.About,
        ended.Reason == nameof(LinkEndReason.RevocationLink) ? AuditKind.Revoked : AuditKind.Removed,
        ended.PartitionKey,
        ended.MaskedLine,
        Enum.Parse<Role>(ended.Role),
        ended.Reason);
}
