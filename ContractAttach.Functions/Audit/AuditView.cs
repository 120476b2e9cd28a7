using System.Text.Json;
using ContractAttach.Accounts;
using ContractAttach.Audit;

namespace ContractAttach.Functions.Audit;

/// <summary>An audit entry as the operator sees it: masked.</summary>
internal sealed record AuditView(DateTime At, AuditKind Kind, string AccountId, string? Line, Role? Role, string? Reason)
{
    /// <summary>What the entry says.</summary>
    public static AuditView Of(AuditEntry entry) => new(
        entry.At.UtcDateTime,
        entry.Kind,
        entry.AccountId,
        entry.MaskedLine,
        entry.Role,
        entry.Reason is null ? null : JsonNamingPolicy.CamelCase.ConvertName(entry.Reason));
}
