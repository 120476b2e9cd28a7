namespace ContractAttach.Due;

/// <summary>When things are due that need not be looked at to the minute.</summary>
internal static class DueTime
{
    /// <summary>The next full hour, day or the like, so that what falls together is noted once.</summary>
    public static DateTimeOffset RoundUp(this DateTimeOffset at, TimeSpan unit) =>
        new((at.UtcTicks + unit.Ticks - 1) / unit.Ticks * unit.Ticks, TimeSpan.Zero);
}
