using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using ContractAttach.Storage;
using Microsoft.Extensions.Logging;

namespace ContractAttach.Notifications;

/// <summary>Sends notices and deletes the rows of those that were sent. Twice at once is harmless: a repeat has the same content, and an e-mail the same operation.</summary>
public sealed partial class NoticeSender(TableClient accounts, ISmsSender sms, IEmailSender email, ILogger<NoticeSender> logger)
{
    /// <summary>Sends at once, so that one slow answer does not hold up the others; few, since an account has few notices.</summary>
    private const int SideBySide = 4;

    /// <summary>Sends notices whose rows are written. One that fails keeps its row, for the clean-up, and stops no other.</summary>
    /// <param name="accountId">Their account.</param>
    /// <param name="notices">Their rows.</param>
    /// <param name="cancellationToken">Ends the sending; what was sent is deleted all the same.</param>
    public async Task<NoticeCount> SendAsync(string accountId, IReadOnlyList<NoticeRow> notices, CancellationToken cancellationToken)
    {
        ConcurrentBag<NoticeRow> done = [];
        await Parallel.ForEachAsync(
            notices,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = CancellationToken.None },
            async (notice, _) =>
            {
                if (await IsDoneAsync(notice, cancellationToken))
                    done.Add(notice);
            });
        await accounts.DeleteAllAsync(done, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return new NoticeCount(done.Count, notices.Count - done.Count);
    }

    /// <summary>Sends what is left of the notices of one thing that happened; those of others are theirs to send.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="about">What the ids of its notices begin with, before a hyphen.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public Task<NoticeCount> SendLeftAsync(string accountId, string about, CancellationToken cancellationToken) =>
        SendRangeAsync(accountId, $"{NoticeRow.Prefix}{about}-", cancellationToken);

    /// <summary>Sends whatever is left of an account's notices: of one that is closed, where nobody else comes back for them.</summary>
    public Task<NoticeCount> SendAllLeftAsync(string accountId, CancellationToken cancellationToken) =>
        SendRangeAsync(accountId, NoticeRow.Prefix, cancellationToken);

    private async Task<NoticeCount> SendRangeAsync(string accountId, string prefix, CancellationToken cancellationToken)
    {
        NoticeCount count = default;
        await foreach (Page<NoticeRow> rows in accounts
            .RangeAsync<NoticeRow>(accountId, prefix, cancellationToken).AsPages(pageSizeHint: TableClientExtensions.TransactionRows))
        {
            NoticeCount page = await SendAsync(accountId, rows.Values, cancellationToken);
            count = new NoticeCount(count.Sent + page.Sent, count.Left + page.Left);
        }

        return count;
    }

    /// <summary>Whether nothing is left to do: sent, or refused for good.</summary>
    private async Task<bool> IsDoneAsync(NoticeRow notice, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return false;
        try
        {
            if (await SendAsync(notice, cancellationToken) is string refusal)
                LogRefused(notice.PartitionKey, notice.Id, notice.Kind, refusal);
            return true;
        }
#pragma warning disable CA1031 // Whatever one notice fails of, the others are sent.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!cancellationToken.IsCancellationRequested)
                LogFailed(notice.PartitionKey, notice.Id, notice.Kind, Failure(exception));
            return false;
        }
    }

    /// <summary>Null when sent, else why it never will be.</summary>
    private async Task<string?> SendAsync(NoticeRow notice, CancellationToken cancellationToken)
    {
        if (notice.Channel == NoticeChannels.Sms)
        {
            SmsMessage message = new(notice.To, NoticeTexts.RenderSms(notice), notice.RowKey, DeliveryReport: false);
            return (await sms.SendAsync(message, cancellationToken)).Refusal;
        }

        NoticeText text = NoticeTexts.Render(notice);
        try
        {
            await email.SendAsync(
                new EmailNotice(notice.To, notice.ToName, text.Subject, text.Text, text.Html, notice.OperationId), cancellationToken);
            return null;
        }
        catch (EmailRefusedException exception)
        {
            return exception.Refusal;
        }
    }

    /// <summary>What may be logged: a service's own message may quote the address.</summary>
    private static string Failure(Exception exception) => exception is RequestFailedException failed
        ? $"{exception.GetType().Name} {failed.Status} {failed.ErrorCode}"
        : exception.GetType().Name;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notice {NoticeId} ({Kind}) of account {AccountId} was refused for good and is dropped: {Refusal}")]
    private partial void LogRefused(string accountId, string noticeId, string kind, string refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notice {NoticeId} ({Kind}) of account {AccountId} could not be sent and stays for the clean-up: {Failure}")]
    private partial void LogFailed(string accountId, string noticeId, string kind, string failure);
}
