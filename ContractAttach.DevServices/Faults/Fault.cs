using ContractAttach.DevServices.Messages;

namespace ContractAttach.DevServices.Faults;

/// <summary>What is to go wrong with the next sends of a kind.</summary>
internal sealed record Fault
{
    /// <summary>The sends meant.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>What happens to them.</summary>
    public required FaultMode Mode { get; init; }

    /// <summary>The status of a refusal; where it is null 503, or 400 for a single recipient.</summary>
    public int? Status { get; init; }

    /// <summary>Sent along with a refusal as <c>Retry-After</c>.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>How long the send waits before anything else; where it is null half a second if slow, else not at all.</summary>
    public int? DelayMs { get; init; }

    /// <summary>How many next sends; null means until changed.</summary>
    public int? Count { get; init; }

    /// <summary>Only sends to this number or address; null means all.</summary>
    public string? To { get; init; }

    /// <summary>What is wrong with it, or null.</summary>
    public string? Error() => this switch
    {
        { Status: < 400 or > 599 } => "status must be an HTTP error status.",
        { Count: < 1 } => "count must be at least 1.",
        { RetryAfterSeconds: < 0 } or { DelayMs: < 0 } => "retryAfterSeconds and delayMs must not be negative.",
        _ => null,
    };

    /// <summary>Whether it is about a recipient.</summary>
    public bool Meets(string recipient) => To is null || MessageQuery.Address(To) == MessageQuery.Address(recipient);

    /// <summary>Waits as long as this fault wants a send to wait, and no longer than until the services stop: Azurite ends after them.</summary>
    public async Task DelayAsync(TimeProvider clock, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(DelayMs ?? (Mode == FaultMode.Slow ? 500 : 0)), clock, either.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
