namespace ContractAttach.Benchmarks.Attach;

/// <summary>What was measured with so many attaches at once.</summary>
/// <param name="AtOnce">How many were under way at once.</param>
/// <param name="Timings">A timing for each attach.</param>
/// <param name="Elapsed">From the first one's start to the last one's end.</param>
/// <param name="PeakMemory">The most physical memory that the application's process ever had, its start included; in bytes.</param>
internal sealed record Measurement(int AtOnce, IReadOnlyList<AttachTiming> Timings, TimeSpan Elapsed, long PeakMemory);
