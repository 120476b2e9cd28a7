using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Benchmarks.Floor;
using ContractAttach.Contracts;
using ContractAttach.Notifications;
using ContractAttach.Storage;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Benchmarks.Peer;

/// <summary>
/// What the peer does: the same SMS, link and e-mails as the application, and none of its limits, notices, due rows, revocation
/// rows and audit entries.
/// </summary>
internal sealed class PeerActivities(Tables tables, IContractDirectory directory, AttachmentNotices notices, ISmsSender sms, IEmailSender email, TimeProvider time)
{
    /// <summary>The activity that sends the code and returns it.</summary>
    public const string SendCode = "PeerSendCode";

    /// <summary>The activity that links the contract and tells of it.</summary>
    public const string Attach = "PeerAttach";

    /// <summary>Makes a code and sends it.</summary>
    [Function(SendCode)]
    public async Task<string> SendCodeAsync([ActivityTrigger] PeerInput input, CancellationToken cancellationToken)
    {
        string code = RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
        string text = CodeSms.Write(new CodeSmsFacts(null, null, LineMask.Sms(input.Line), code, 1, 1, 10, Flybox: false, ContractLanguage.Fr));
        await sms.SendAsync(new SmsMessage(input.Line, text, "peer:1", DeliveryReport: true), cancellationToken);
        return code;
    }

    /// <summary>Writes the link, its reverse row before it, and e-mails requester and holder.</summary>
    [Function(Attach)]
    public async Task AttachAsync([ActivityTrigger] PeerInput input, CancellationToken cancellationToken)
    {
        Contract contract = await directory.FindByLineAsync(input.Line, cancellationToken) ?? throw new InvalidOperationException("There is no such line.");
        AccountRow row = await tables.Accounts.GetEntityAsync<AccountRow>(input.AccountId, AccountRow.Key, cancellationToken: cancellationToken);
        Account account = row.ToAccount();
        DateTimeOffset now = time.GetUtcNow();
        string id = Ulid.NewUlid(now).ToString();
        LinkRow link = Links.Of(id, account, contract, input.Line, lineUser: null, now);
        await tables.ContractLinks.UpsertEntityAsync(Links.ReverseOf(link), TableUpdateMode.Replace, cancellationToken);
        await tables.Accounts.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, link)], cancellationToken);

        var request = new RequestRow { PartitionKey = account.Id, RowKey = RequestRow.KeyOf(id), Line = input.Line };
        await Task.WhenAll(notices.Attached(account, contract, request, link, replaced: null).Select(notice => SendAsync(notice, cancellationToken)));
    }

    private Task SendAsync(NoticeRow notice, CancellationToken cancellationToken)
    {
        NoticeText text = NoticeTexts.Render(notice);
        return email.SendAsync(new EmailNotice(notice.To, notice.ToName, text.Subject, text.Text, text.Html, notice.OperationId), cancellationToken);
    }
}
