using System.Security.Cryptography;
using System.Text;
using ContractAttach.Accounts;
using ContractAttach.Codes;
using ContractAttach.Contracts;
using ContractAttach.Counters;
using ContractAttach.Due;
using ContractAttach.Storage;
using ContractAttach.Telemetry;
using Microsoft.Extensions.Options;

namespace ContractAttach.Attachments;

/// <summary>
/// Begins attach requests: looks the contract up, keeps the limits, and writes the request. However many starts come at the
/// same moment, one request begins.
/// </summary>
public sealed class RequestStarter(
    AttachmentStore store,
    IContractDirectory directory,
    AttachableContracts attachable,
    Counters.Counters counters,
    Limits limits,
    DueItems due,
    IdempotencyKeys keys,
    CodeBook codes,
    RequestMetrics metrics,
    KeyedHash hash,
    IOptions<AttachmentOptions> options,
    TimeProvider time)
{
    private readonly AttachmentOptions _options = options.Value;

    /// <summary>Begins a request for the account, or says why not.</summary>
    /// <param name="account">Whose request it will be.</param>
    /// <param name="wanted">The contract asked for.</param>
    /// <param name="key">The idempotency key to be written with a success; null where the call has none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<StartResult> StartAsync(Account account, StartRequest wanted, IdempotencyRow? key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(wanted);

        StartResult result = await TryStartAsync(account, wanted, key, cancellationToken);
        return (key, result.Outcome) switch
        {
            (null, _) or (_, StartOutcome.Started or StartOutcome.StartedBefore or StartOutcome.KeyReused) => result,
            (_, StartOutcome.AlreadyOpen) => await keys.KeepAsync(key, result, cancellationToken),
            // What stands in the way may have come of another call with the key.
            _ => await keys.FindAsync(key, cancellationToken) ?? result,
        };
    }

    private async Task<StartResult> TryStartAsync(Account account, StartRequest wanted, IdempotencyRow? key, CancellationToken cancellationToken)
    {
        string line = hash.Of("line", wanted.Line);
        if (wanted.NeedsCode && await OpenAsync(account.Id, line, cancellationToken) is { } open)
            return open;

        // Reserved before anything is looked up and given back once the contract is recognised, so that parallel guesses
        // never get more answers than the limit. One and the same question, asked many times at once, is one reservation;
        // every not-recognised answer is counted by itself. All of them do the same work.
        string attempt = hash.Of("attempt", $"{account.Id}|{wanted.Segment}|{wanted.Kind}|{wanted.Line}|{wanted.CustomerNumber}");
        string accountScope = Limits.Account(account.Id);
        // Room for a code is asked for before anything is known of the line, so that having none says nothing of it.
        (Limit, string)[] room = wanted.NeedsCode ? [(limits.NotRecognised, attempt), (limits.CodesPerAccount, attempt)] : [(limits.NotRecognised, attempt)];
        (string, string)[] asked = [.. room.Select(key => (key.Item1.Name, key.Item2))];
        Reservation guess = await counters.ReserveAsync(accountScope, room, cancellationToken);
        if (!guess.Granted)
        {
            // Another start of the same moment may have had the last.
            return wanted.NeedsCode && await OpenAsync(account.Id, line, cancellationToken) is { } opened
                ? opened
                : new StartResult(StartOutcome.Limited, RetryAfter: guess.RetryAfter);
        }

        string lineScope = Limits.Line(line);
        bool locked = !wanted.NeedsCode
            && !(await counters.ReserveAsync(lineScope, [(limits.WrongCustomerNumbers, attempt)], cancellationToken)).Granted;
        Contract? contract;
        try
        {
            contract = await directory.FindByLineAsync(wanted.Line, cancellationToken);
        }
        catch (DirectoryUnavailableException)
        {
            // Nobody has learned anything, so nothing is counted.
            await counters.ReleaseAsync(lineScope, [(limits.WrongCustomerNumbers.Name, attempt)], cancellationToken);
            await counters.ReleaseAsync(accountScope, asked, cancellationToken);
            throw;
        }

        if (contract is null || locked || !Recognises(contract, wanted))
        {
            string answer = Guid.NewGuid().ToString("N");
            if (!wanted.NeedsCode)
            {
                await counters.ExchangeAsync(lineScope, [(limits.WrongCustomerNumbers.Name, attempt)], [(limits.WrongCustomerNumbers, answer)], cancellationToken);
            }

            guess = await counters.ExchangeAsync(accountScope, asked, [(limits.NotRecognised, answer)], cancellationToken);
            return guess.Granted ? new StartResult(StartOutcome.NotRecognised) : new StartResult(StartOutcome.Limited, RetryAfter: guess.RetryAfter);
        }

        if (!wanted.NeedsCode)
            await counters.ReleaseAsync(lineScope, [(limits.WrongCustomerNumbers.Name, attempt)], cancellationToken);
        StartResult? before = await RefusalAsync(account.Id, contract, cancellationToken) ?? (wanted.NeedsCode ? null : await OpenAsync(account.Id, contract.Id, cancellationToken));
        if (before is null)
            return await BeginAsync(account, wanted, key, contract, line, asked, cancellationToken);
        await counters.ReleaseAsync(accountScope, asked, cancellationToken);
        return before;
    }

    private async Task<StartResult?> RefusalAsync(string accountId, Contract contract, CancellationToken cancellationToken)
    {
        if (attachable.IsExcluded(contract))
            return new StartResult(StartOutcome.OfferExcluded);
        if (await store.FindLinkAsync(accountId, contract.Id, cancellationToken) is not null)
            return new StartResult(StartOutcome.AlreadyAttached);
        Reservation attaches = await counters.PeekAsync(Limits.Attachment(accountId, contract.Id), limits.Attaches, cancellationToken);
        return attaches.Granted ? null : new StartResult(StartOutcome.Limited, RetryAfter: attaches.RetryAfter);
    }

    private bool Recognises(Contract contract, StartRequest wanted)
    {
        bool fits = contract.Status == ContractStatus.Active
            & contract.Kind == wanted.Kind
            & contract.Segment == wanted.Segment
            & contract.Holder.IsReachable;
        return fits & (wanted.NeedsCode
            ? !attachable.IsExcluded(contract) & contract.Lines.Any(line => line.Kind == LineKind.Mobile && line.Number == wanted.Line)
            : CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(contract.CustomerNumber), Encoding.ASCII.GetBytes(wanted.CustomerNumber ?? "")));
    }

    // The id of a request comes from what is counted for it: simultaneous starts share the one reservation, so they write the
    // same request, and one of them wins. A request that has ended gives way to the next.
    private async Task<StartResult> BeginAsync(
        Account account, StartRequest wanted, IdempotencyRow? key, Contract contract, string line, (string Limit, string Key)[] asked, CancellationToken cancellationToken)
    {
        string slot = wanted.NeedsCode ? line : contract.Id;
        string accountScope = Limits.Account(account.Id);
        if (key is not null)
            await keys.AddDueAsync(key, cancellationToken);
        DateTimeOffset began = time.GetUtcNow();
        for (string after = ""; ;)
        {
            string start = hash.Of("start", $"{account.Id}|{slot}|{after}");
            Reservation counted = await counters.ExchangeAsync(
                accountScope, asked, [(wanted.NeedsCode ? limits.CodesPerAccount : limits.Requests, start)], cancellationToken);
            if (!counted.Granted)
                return new StartResult(StartOutcome.Limited, RetryAfter: counted.RetryAfter);
            if (wanted.NeedsCode)
            {
                counted = await counters.ReserveAsync(Limits.Line(line), [(limits.CodesPerLine, start)], cancellationToken);
                if (!counted.Granted)
                {
                    // No SMS tells anybody of this answer, which says that there is such a line: it counts as one that says that there is none.
                    await counters.ExchangeAsync(
                        accountScope, [(limits.CodesPerAccount.Name, start)], [(limits.NotRecognised, Guid.NewGuid().ToString("N"))], cancellationToken);
                    return new StartResult(StartOutcome.Limited, RetryAfter: counted.RetryAfter);
                }
            }

            RequestRow request = Request(account, wanted, contract, slot, Ulid.NewUlid(counted.At, SHA256.HashData(Encoding.ASCII.GetBytes(start)).AsSpan(0, 10)).ToString());

            // Counted before this call: by one of the same moment, or by a request that has ended, which gives way to the next.
            if (counted.At < began && await store.FindRequestAsync(account.Id, request.Id, cancellationToken) is { End: not null })
            {
                after = request.Id;
                continue;
            }

            await due.AddAsync(new DueItem(request.ExpiresAt + _options.OverdueAfter, DueKinds.Request, account.Id, request.Id, contract.Id), cancellationToken);
            if (key is not null)
                (key.RequestId, key.Began) = (request.Id, true);
            if (await store.TryBeginAsync(request, key, cancellationToken))
                return await BegunAsync(request, key, cancellationToken);

            // What was counted stays so: another start of the same moment may have it in common.
            if (key is not null && await keys.FindAsync(key, cancellationToken) is { } known)
                return known;
            if (await OpenAsync(account.Id, slot, cancellationToken) is { } open)
                return open;
            if (await store.FindRequestAsync(account.Id, request.Id, cancellationToken) is not null)
                after = request.Id;
        }
    }

    // A request that attaches without a code may be over before another start of the same moment writes its own, which
    // would be one too many.
    private async Task<StartResult> BegunAsync(RequestRow request, IdempotencyRow? key, CancellationToken cancellationToken)
    {
        if (!request.NeedsCode
            && await store.FindLinkAsync(request.PartitionKey, request.ContractId, cancellationToken) is not null
            && await store.TryWithdrawAsync(request, key, cancellationToken))
            return new StartResult(StartOutcome.AlreadyAttached);

        metrics.Started(request);
        return new StartResult(StartOutcome.Started, request);
    }

    private async Task<StartResult?> OpenAsync(string accountId, string slot, CancellationToken cancellationToken) =>
        await store.FindOpenAsync(accountId, OpenRow.Prefix + slot, cancellationToken) is { } request
            ? new StartResult(StartOutcome.AlreadyOpen, request)
            : null;

    private RequestRow Request(Account account, StartRequest wanted, Contract contract, string slot, string id)
    {
        DateTimeOffset now = time.GetUtcNow();
        CodeSeed? seed = wanted.NeedsCode ? codes.NewSeed() : null;
        return new RequestRow
        {
            PartitionKey = account.Id,
            RowKey = RequestRow.KeyOf(id),
            ContractId = contract.Id,
            ContractKind = contract.Kind.ToString(),
            CustomerNumber = contract.CustomerNumber,
            Line = wanted.Line,
            Device = wanted.NeedsCode ? contract.Lines.First(line => line.Number == wanted.Line).Device.ToString() : null,
            Language = contract.Language.ToString(),
            OpenRowKey = OpenRow.Prefix + slot,
            RequesterFirstName = account.FirstName,
            RequesterLastName = account.LastName,
            CodeKeyId = seed?.KeyId,
            CodeSalt = seed?.Salt,
            LineUser = wanted.NeedsCode ? wanted.LineUser : null,
            ContactDetails = wanted.ContactDetails,
            CreatedAt = now,
            ExpiresAt = now + _options.RequestLifetime,
        };
    }
}
