using ContractAttach.Contracts;
using Microsoft.Extensions.Options;

namespace ContractAttach.Attachments;

/// <summary>Which contracts may be attached at all, whoever asks.</summary>
public sealed class AttachableContracts(IOptions<AttachmentOptions> options)
{
    private readonly HashSet<string> _excludedRanges =
        options.Value.ExcludedRanges.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the contract is active, its holder can be told, and its range is none of those that are never attached.</summary>
    public bool IsAttachable(Contract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract.Status == ContractStatus.Active && contract.Holder.IsReachable && !IsExcluded(contract);
    }

    /// <summary>Whether the contract is of a range that is never attached.</summary>
    public bool IsExcluded(Contract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract.Segment == Segment.Professional && _excludedRanges.Contains(contract.Range);
    }
}
