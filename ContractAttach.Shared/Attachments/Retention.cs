using ContractAttach.Due;
using Microsoft.Extensions.Options;

namespace ContractAttach.Attachments;

/// <summary>
/// How long things are kept, and the notes of when they are to be forgotten. Notes of one contract that fall together
/// are one, so that however much happens to it, it is looked at once.
/// </summary>
public sealed class Retention(DueItems due, IOptions<AttachmentOptions> options, TimeProvider time)
{
    /// <summary>After how long the first of two writes is an orphan where the second is not there (RULES: after 1 h).</summary>
    public static readonly TimeSpan OrphanedAfter = TimeSpan.FromHours(1);

    private readonly AttachmentOptions _options = options.Value;

    /// <summary>How long a finished request is kept: never shorter than the holder's link that came of it.</summary>
    public TimeSpan Requests => _options.KeepRequests > _options.RevocationLifetime ? _options.KeepRequests : _options.RevocationLifetime;

    /// <summary>Notes that what was put down about a contract up to an instant is to be forgotten. One note per contract and day.</summary>
    public Task AuditAsync(string contractId, DateTimeOffset at, CancellationToken cancellationToken) =>
        due.AddAsync(new DueItem((at + _options.KeepAudit).RoundUp(TimeSpan.FromDays(1)), DueKinds.Audit, "", contractId, contractId), cancellationToken);

    /// <summary>What was put down before this instant is old.</summary>
    public DateTimeOffset OldestAudit => time.GetUtcNow() - _options.KeepAudit;
}
