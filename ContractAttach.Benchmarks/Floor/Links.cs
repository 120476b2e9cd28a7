using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;

namespace ContractAttach.Benchmarks.Floor;

/// <summary>The rows of a link, as the application has them.</summary>
internal static class Links
{
    /// <summary>The link of a contract to an account.</summary>
    public static LinkRow Of(string attachmentId, Account account, Contract contract, string line, LineUser? lineUser, DateTimeOffset now) => new()
    {
        PartitionKey = account.Id,
        RowKey = LinkRow.Prefix + contract.Id,
        AttachmentId = attachmentId,
        Role = nameof(Role.Proxy),
        ContractKind = contract.Kind.ToString(),
        Segment = contract.Segment.ToString(),
        Offer = contract.Offer,
        Line = line,
        LineUser = lineUser,
        AttachedAt = now,
    };

    /// <summary>Where the holder's view looks for it.</summary>
    public static ReverseLinkRow ReverseOf(LinkRow link) => new() { PartitionKey = link.ContractId, RowKey = link.PartitionKey, AttachmentId = link.AttachmentId };
}
