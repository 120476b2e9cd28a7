namespace ContractAttach.LocalRuntime.Engine;

/// <summary>When an instance is to be woken.</summary>
/// <param name="Due">When.</param>
/// <param name="Elapses">When at the latest, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
/// <param name="Number">Sets entries of the same time apart, in the order in which they came.</param>
/// <param name="Instance">The instance.</param>
internal sealed record TimerEntry(DateTimeOffset Due, long Elapses, long Number, Instance Instance) : IComparable<TimerEntry>
{
    /// <summary>By <see cref="Elapses"/>.</summary>
    internal static IComparer<TimerEntry> ByElapses { get; } =
        Comparer<TimerEntry>.Create((one, other) => (one.Elapses, one.Number).CompareTo((other.Elapses, other.Number)));

    /// <inheritdoc/>
    public int CompareTo(TimerEntry? other) => other is null ? 1 : (Due, Number).CompareTo((other.Due, other.Number));
}
