using Azure;
using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Audit;
using ContractAttach.Codes;
using ContractAttach.Contracts;
using ContractAttach.Notifications;
using ContractAttach.Revocations;
using ContractAttach.Storage;

namespace ContractAttach.Benchmarks.Floor;

/// <summary>
/// What the entry of the right code takes, beside the two reads that find the account:
/// <list type="number">
/// <item>the request (read): its salt, its answers, its version;</item>
/// <item>the contract's counter (read, write): a try is counted before it is judged, so that parallel guesses do not overshoot;</item>
/// <item>the contract (read): gone, changed hands or suspended since;</item>
/// <item>the attachment's counter (read, write): attaches of one contract to one account;</item>
/// <item>the reverse row and the revocation row (two writes): before the link that they are about;</item>
/// <item>link, end of the request, end of its open row, two notices (one batch, where nobody has ended the request);</item>
/// <item>answered by now: the contract's counter (write), since the try was right, and is given back;</item>
/// <item>the audit entry (write);</item>
/// <item>the two e-mails, and the end of their notices (one batch).</item>
/// </list>
/// </summary>
internal sealed class FloorCode(
    Tables tables,
    IContractDirectory directory,
    FloorCounters counters,
    CodeBook codes,
    RevocationLinks revocations,
    AttachmentNotices notices,
    NoticeSender sender,
    AuditTrail audit,
    TimeProvider time)
{
    private const string WrongTries = "wrongTries";

    /// <summary>Judges the code, and attaches the contract.</summary>
    public async Task<FloorAttached> EnterAsync(Account account, string requestId, string code, CancellationToken cancellationToken)
    {
        RequestRow request = await tables.Accounts.GetEntityAsync<RequestRow>(account.Id, RequestRow.KeyOf(requestId), cancellationToken: cancellationToken);
        TableEntity tries = await counters.CountAsync(Limits.Contract(request.ContractId), WrongTries, requestId, cancellationToken);
        CodeSeed seed = request.Seed!;
        if (!CodeDigest.Same(codes.Digest(seed, requestId, 1, code), codes.Digest(seed, requestId, 1, codes.Derive(seed, 1))))
            throw new InvalidOperationException("The code is wrong.");

        Contract contract = await directory.GetAsync(request.ContractId, cancellationToken) ?? throw new InvalidOperationException("The contract is gone.");
        await counters.CountAsync(Limits.Attachment(account.Id, contract.Id), "attaches", requestId, cancellationToken);

        DateTimeOffset now = time.GetUtcNow();
        LinkRow link = Links.Of(requestId, account, contract, request.Line, request.LineUser, now);
        request.End = new RequestEnd(RequestStatus.Attached, null, now, Role.Proxy);
        request.MadeLink = true;
        await revocations.AddAsync(link, cancellationToken);
        await tables.ContractLinks.UpsertEntityAsync(Links.ReverseOf(link), TableUpdateMode.Replace, cancellationToken);

        IReadOnlyList<NoticeRow> told = notices.Attached(account, contract, request, link, replaced: null);
        await tables.Accounts.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, request, request.ETag),
            new(TableTransactionActionType.Delete, new TableEntity(account.Id, request.OpenRowKey), ETag.All),
            new(TableTransactionActionType.Add, link),
            .. told.Select(notice => new TableTransactionAction(TableTransactionActionType.UpsertReplace, notice)),
        ], cancellationToken);
        return new FloorAttached(request, tries, told);
    }

    /// <summary>What nobody waits for: none of it is lost where it is cut short, since the due row leads to it.</summary>
    public async Task FollowUpAsync(FloorAttached attached, CancellationToken cancellationToken)
    {
        RequestRow request = attached.Request;
        await counters.TakeAwayAsync(attached.Tries, WrongTries, request.Id, cancellationToken);
        await audit.WriteAsync(
            new AuditEntry(request.ContractId, request.EndedAt!.Value, request.Id, AuditKind.Attached, request.PartitionKey, LineMask.Screen(request.Line), Role.Proxy, null),
            cancellationToken);
        await sender.SendAsync(request.PartitionKey, attached.Notices, cancellationToken);
    }
}
