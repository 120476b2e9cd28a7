namespace ContractAttach.Benchmarks.Report;

/// <summary>Percentiles by the nearest rank.</summary>
internal static class Percentiles
{
    /// <summary>The smallest of the values that so many percent of them do not exceed.</summary>
    public static TimeSpan Percentile(this IEnumerable<TimeSpan> values, int percent)
    {
        TimeSpan[] ascending = [.. values.Order()];
        return ascending[(ascending.Length * percent + 99) / 100 - 1];
    }
}
