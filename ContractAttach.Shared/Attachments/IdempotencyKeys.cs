using System.Text.Json;
using ContractAttach.Due;
using ContractAttach.Storage;

namespace ContractAttach.Attachments;

/// <summary>
/// Keys by which somebody who does not know what came of a start asks again: a success is answered with the same request, and
/// begins no other. A key is written in the transaction that begins its request, so that there is never one without the other.
/// </summary>
public sealed class IdempotencyKeys(Tables tables, AttachmentStore store, DueItems due, KeyedHash hash, TimeProvider time)
{
    /// <summary>How long a key is kept (HTTP-API: 24 h).</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>The row that a start with this key writes.</summary>
    /// <param name="accountId">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="wanted">What is asked for: two texts that mean the same ask for the same.</param>
    public IdempotencyRow Of(string accountId, string key, StartRequest wanted) => new()
    {
        PartitionKey = accountId,
        RowKey = IdempotencyRow.Prefix + hash.Of("idempotency key", key),
        Digest = hash.Of("idempotent start", JsonSerializer.Serialize(new { accountId, key, wanted })),
        ForgottenAt = time.GetUtcNow() + Memory,
    };

    /// <summary>What came of an earlier start with the key; null where there was none that is still known.</summary>
    public async Task<StartResult?> FindAsync(IdempotencyRow key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        IdempotencyRow? known = await tables.Accounts.FindAsync<IdempotencyRow>(key.PartitionKey, key.RowKey, cancellationToken);
        if (known is not null && known.ForgottenAt > time.GetUtcNow())
        {
            if (known.Digest != key.Digest)
                return new StartResult(StartOutcome.KeyReused);
            if (await store.FindRequestAsync(known.PartitionKey, known.RequestId, cancellationToken) is { } request)
                return new StartResult(known.Began ? StartOutcome.StartedBefore : StartOutcome.AlreadyOpen, request);
        }

        // One that is forgotten, or whose request is gone, gives way to the new one.
        key.ETag = known?.ETag ?? default;
        return null;
    }

    /// <summary>Notes that the key is to be forgotten: before it is written.</summary>
    public Task AddDueAsync(IdempotencyRow key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return due.AddAsync(
            new DueItem(key.ForgottenAt, DueKinds.Idempotency, key.PartitionKey, key.RowKey[IdempotencyRow.Prefix.Length..]), cancellationToken);
    }

    /// <summary>Keeps that the answer was a request that is open already.</summary>
    /// <returns>The answer: that one, or what another start with the key has got meanwhile.</returns>
    public async Task<StartResult> KeepAsync(IdempotencyRow key, StartResult open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(open);
        (key.RequestId, key.Began) = (open.Request!.Id, false);
        await AddDueAsync(key, cancellationToken);
        for (int attempt = 0; !await tables.Accounts.TryWriteAsync(key, cancellationToken); attempt++)
        {
            if (await FindAsync(key, cancellationToken) is { } known)
                return known;
            await Contention.BackOffAsync(attempt, cancellationToken);
        }

        return open;
    }
}
