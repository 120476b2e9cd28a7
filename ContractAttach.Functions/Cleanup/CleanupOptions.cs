using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Functions.Cleanup;

/// <summary>The bounds of one run of the clean-up, section <c>Cleanup</c> of the settings. What a run does not reach is the next one's.</summary>
public sealed class CleanupOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cleanup";

    /// <summary>Items that a run takes on: about what its time allows where storage answers within 10 ms.</summary>
    [Range(1, 1_000_000)]
    public int ItemsPerRun { get; set; } = 10_000;

    /// <summary>
    /// After how long a run takes on nothing more. With <see cref="ItemTime"/> for what is in hand it stays below 5 minutes: the
    /// timer's interval, and what the Functions Consumption plan gives an invocation.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RunTime { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long one item may take, before it is put back and the others go on: a table call gives up after 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ItemTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Items that are handled at the same time: enough to cover the storage's latency, too few to be felt by customers.</summary>
    [Range(1, 64)]
    public int SideBySide { get; set; } = 8;
}
