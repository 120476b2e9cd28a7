namespace ContractAttach.Benchmarks.Waiting;

/// <summary>The system's clock, so much ahead.</summary>
internal sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
