namespace Microsoft.Azure.Functions.Worker;

/// <summary>Why a timer function is invoked.</summary>
public class TimerInfo
{
    /// <summary>The occurrences around this one; null where the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this invocation makes up for a missed one.</summary>
    public bool IsPastDue { get; set; }
}
