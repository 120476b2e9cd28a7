using ContractAttach.Benchmarks.Report;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>What was measured of one subject with so many attaches at once.</summary>
/// <param name="Subject">The subject's name.</param>
/// <param name="AtOnce">How many were under way at once.</param>
/// <param name="Timings">A timing for each attach.</param>
/// <param name="Elapsed">How long its rounds took.</param>
/// <param name="PeakMemory">The most physical memory that the process ever had, its start included; in bytes.</param>
internal sealed record Measurement(string Subject, int AtOnce, IReadOnlyList<AttachTiming> Timings, TimeSpan Elapsed, long PeakMemory)
{
    /// <summary>Attaches a second.</summary>
    public double Rate => Timings.Count / Elapsed.TotalSeconds;

    /// <summary>Milliseconds from the start of the request to the SMS.</summary>
    public double Sms(int percent) => Timings.Select(timing => timing.Sms).Percentile(percent).TotalMilliseconds;

    /// <summary>Milliseconds from the code to attached.</summary>
    public double Attached(int percent) => Timings.Select(timing => timing.Attached).Percentile(percent).TotalMilliseconds;
}
