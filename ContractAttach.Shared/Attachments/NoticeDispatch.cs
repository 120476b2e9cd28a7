using ContractAttach.Due;
using ContractAttach.Notifications;

namespace ContractAttach.Attachments;

/// <summary>Sends the notices of what has just happened; what cannot be sent now is due again in a while.</summary>
public sealed class NoticeDispatch(NoticeSender sender, DueItems due, TimeProvider time)
{
    /// <summary>How long what could not be sent is left: until the clean-up's next run (RULES: every 5 minutes).</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    /// <summary>Sends the notices.</summary>
    /// <param name="accountId">In whose partition they are.</param>
    /// <param name="about">Id of what they tell: their own ids begin with it.</param>
    /// <param name="notices">The notices; null where they were put down by an earlier try, and are looked for.</param>
    /// <param name="cancellationToken">Ends the wait; what was not sent stays.</param>
    public async Task<NoticeCount> SendAsync(string accountId, string about, IReadOnlyList<NoticeRow>? notices, CancellationToken cancellationToken)
    {
        NoticeCount count = notices is null
            ? await sender.SendLeftAsync(accountId, about, cancellationToken)
            : await sender.SendAsync(accountId, notices, cancellationToken);
        if (count.Left > 0)
            await due.AddAsync(new DueItem(time.GetUtcNow() + Again, DueKinds.Notices, accountId, about), cancellationToken);
        return count;
    }
}
