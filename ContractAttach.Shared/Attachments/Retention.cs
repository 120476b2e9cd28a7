using ContractAttach.Due;
using Microsoft.Extensions.Options;

namespace ContractAttach.Attachments;

/// <summary>
/// How long things are kept, and the notes of when they are to be forgotten. Notes of one scope or contract that fall
/// together are one, so that however much happens to it, it is looked at once.
/// </summary>
public sealed class Retention(DueItems due, IOptions<AttachmentOptions> options, TimeProvider time)
{
    /// <summary>After how long the first of two writes is an orphan where the second is not there (RULES: after 1 h).</summary>
    public static readonly TimeSpan OrphanedAfter = TimeSpan.FromHours(1);

    private readonly AttachmentOptions _options = options.Value;

    /// <summary>How long a finished request is kept: never shorter than the holder's link that came of it.</summary>
    public TimeSpan Requests => _options.KeepRequests > _options.RevocationLifetime ? _options.KeepRequests : _options.RevocationLifetime;

    /// <summary>
    /// Notes that what is counted in a scope now is to be forgotten: by whoever counts without a request, whose own chain
    /// covers what it counts. One note per scope and hour.
    /// </summary>
    public Task CounterAsync(string scope, CancellationToken cancellationToken) =>
        due.AddAsync(
            new DueItem(Ceiling(time.GetUtcNow() + Counters.Counters.Memory, TimeSpan.FromHours(1)), DueKinds.Counter, "", scope), cancellationToken);

    /// <summary>Notes that what was put down about a contract up to an instant is to be forgotten. One note per contract and day.</summary>
    public Task AuditAsync(string contractId, DateTimeOffset at, CancellationToken cancellationToken) =>
        due.AddAsync(new DueItem(Ceiling(at + _options.KeepAudit, TimeSpan.FromDays(1)), DueKinds.Audit, "", contractId, contractId), cancellationToken);

    /// <summary>What was put down before this instant is old.</summary>
    public DateTimeOffset OldestAudit => time.GetUtcNow() - _options.KeepAudit;

    private static DateTimeOffset Ceiling(DateTimeOffset at, TimeSpan unit) =>
        new((at.UtcTicks + unit.Ticks - 1) / unit.Ticks * unit.Ticks, TimeSpan.Zero);
}
