using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Invokes the function by the clock.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>By a schedule.</summary>
    /// <param name="schedule">NCRONTAB with seconds, in UTC, or <c>%Setting%</c> for the name of a setting that holds it.</param>
    public TimerTriggerAttribute(string schedule) => Schedule = schedule;

    /// <summary>NCRONTAB with seconds, in UTC, or <c>%Setting%</c> for the name of a setting that holds it.</summary>
    public string Schedule { get; }

    /// <summary>Whether <see cref="TimerInfo.ScheduleStatus"/> is given.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs as soon as the host has started.</summary>
    public bool RunOnStartup { get; set; }
}
