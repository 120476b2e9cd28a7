namespace ContractAttach.Benchmarks.Waiting;

/// <summary>What a step of <c>waiting</c> found; what it did not look at is 0.</summary>
internal sealed record WaitingFigures
{
    /// <summary>Seconds until all waited.</summary>
    public double Started { get; init; }

    /// <summary>The codes that can be entered.</summary>
    public IReadOnlyList<WaitingEntry> Entries { get; init; } = [];

    /// <summary>Seconds until a new process was ready.</summary>
    public double Ready { get; init; }

    /// <summary>Seconds that reading the waiting rows alone takes.</summary>
    public double StoreRead { get; init; }

    /// <summary>Bytes of the heap after a collection.</summary>
    public long Heap { get; init; }

    /// <summary>Bytes of physical memory.</summary>
    public long WorkingSet { get; init; }

    /// <summary>Milliseconds of an entry, the median.</summary>
    public double EntryMedian { get; init; }

    /// <summary>Milliseconds of an entry, 95 % of them at the most.</summary>
    public double EntryP95 { get; init; }

    /// <summary>Seconds until all had ended.</summary>
    public double Ended { get; init; }

    /// <summary>With the times of entries.</summary>
    public WaitingFigures With(IReadOnlyCollection<TimeSpan> entries) => entries.Count == 0
        ? this
        : this with { EntryMedian = Report.Percentiles.Percentile(entries, 50).TotalMilliseconds, EntryP95 = Report.Percentiles.Percentile(entries, 95).TotalMilliseconds };
}
