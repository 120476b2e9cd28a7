using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Codes;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Notifications;
using ContractAttach.Storage;
using Microsoft.Extensions.Options;

namespace ContractAttach.Benchmarks.Floor;

/// <summary>
/// What the start of a mobile request takes, beside the two reads that find the account:
/// <list type="number">
/// <item>the open row (read): a request that is open already is the answer;</item>
/// <item>the account's counter (read, write where nobody else has): codes per account, not-recognised answers;</item>
/// <item>the line's row and its contract (two reads): is it to be had;</item>
/// <item>the link (read) and the attachment's counter (read): it is attached already, or has been too often;</item>
/// <item>the line's counter (read, write): codes per line;</item>
/// <item>the due row (write): the clean-up finds the request, and the counters by it, whatever dies from here on;</item>
/// <item>request and open row (one batch): however many starts come at once, one request;</item>
/// <item>the SMS, and the mark that it was sent (write): a start that died between the two sends again, and only then.</item>
/// </list>
/// </summary>
internal sealed class FloorStart(
    Tables tables,
    IContractDirectory directory,
    FloorCounters counters,
    DueItems due,
    CodeBook codes,
    ISmsSender sms,
    KeyedHash hash,
    IOptions<AttachmentOptions> options,
    TimeProvider time)
{
    private readonly AttachmentOptions _options = options.Value;

    /// <summary>Starts a request for a mobile line.</summary>
    public async Task<RequestRow> StartAsync(Account account, string line, LineUser lineUser, ContactDetails contactDetails, CancellationToken cancellationToken)
    {
        string lineHash = hash.Of("line", line);
        await tables.Accounts.FindAsync<OpenRow>(account.Id, OpenRow.Prefix + lineHash, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        string id = Ulid.NewUlid(now).ToString();
        await counters.CountAsync(Limits.Account(account.Id), "codes", id, cancellationToken);

        Contract contract = await directory.FindByLineAsync(line, cancellationToken) ?? throw new InvalidOperationException("There is no such line.");
        await tables.Accounts.FindAsync<LinkRow>(account.Id, LinkRow.Prefix + contract.Id, cancellationToken);
        await counters.LookAsync(Limits.Attachment(account.Id, contract.Id), cancellationToken);
        await counters.CountAsync(Limits.Line(lineHash), "codes", id, cancellationToken);

        CodeSeed seed = codes.NewSeed();
        var request = new RequestRow
        {
            PartitionKey = account.Id,
            RowKey = RequestRow.KeyOf(id),
            ContractId = contract.Id,
            ContractKind = contract.Kind.ToString(),
            CustomerNumber = contract.CustomerNumber,
            Line = line,
            Device = nameof(LineDevice.Phone),
            Language = contract.Language.ToString(),
            OpenRowKey = OpenRow.Prefix + lineHash,
            RequesterFirstName = account.FirstName,
            RequesterLastName = account.LastName,
            CodeKeyId = seed.KeyId,
            CodeSalt = seed.Salt,
            LineUser = lineUser,
            ContactDetails = contactDetails,
            CreatedAt = now,
            ExpiresAt = now + _options.RequestLifetime,
        };
        await due.AddAsync(new DueItem(request.ExpiresAt + _options.OverdueAfter, DueKinds.Request, account.Id, id, contract.Id), cancellationToken);
        await tables.Accounts.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, request),
            new(TableTransactionActionType.Add, new OpenRow { PartitionKey = account.Id, RowKey = request.OpenRowKey, RequestId = id }),
        ], cancellationToken);

        await sms.SendAsync(new SmsMessage(line, Text(request, seed), $"{id}:1", DeliveryReport: true), cancellationToken);
        await tables.Accounts.UpdateEntityAsync(
            new TableEntity(request.PartitionKey, request.RowKey) { ["Sends"] = 1, ["SentAt"] = time.GetUtcNow() }, Azure.ETag.All, TableUpdateMode.Merge, cancellationToken);
        return request;
    }

    private string Text(RequestRow request, CodeSeed seed) => CodeSms.Write(new CodeSmsFacts(
        request.RequesterFirstName,
        request.RequesterLastName,
        LineMask.Sms(request.Line),
        codes.Derive(seed, send: 1),
        1,
        _options.SendsPerRequest,
        (int)_options.CodeLifetime.TotalMinutes,
        Flybox: false,
        ContractLanguage.Fr));
}
