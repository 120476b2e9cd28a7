namespace Microsoft.Azure.Functions.Worker;

/// <summary>The occurrences of a schedule around an invocation, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The one before; the default value where there was none since the host started.</summary>
    public DateTime Last { get; set; }

    /// <summary>The one after.</summary>
    public DateTime Next { get; set; }

    /// <summary>When the one before was recorded.</summary>
    public DateTime LastUpdated { get; set; }
}
