using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace ContractAttach.LocalRuntime.Hosting.Timers;

/// <summary>When a timer function is due: NCRONTAB in UTC, with seconds or without.</summary>
internal sealed partial class TimerSchedule(CrontabSchedule crontab)
{
    /// <summary>The schedule that a trigger names, or that the setting it names holds.</summary>
    public static TimerSchedule Read(string functionName, TimerTriggerAttribute trigger, IConfiguration settings)
    {
        string expression = SettingName().Replace(trigger.Schedule, m => settings[m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)]
            ?? throw new StartupException($"Function {functionName} takes its schedule from the setting {m.Groups[1].Value}, which is missing: set it to an NCRONTAB expression such as '0 */5 * * * *'."));
        bool seconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6;
        return CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = seconds }) is { } crontab
            ? new TimerSchedule(crontab)
            : throw new StartupException($"Function {functionName}: its schedule '{expression}' is no NCRONTAB expression; write for instance '0 */5 * * * *' for every five minutes.");
    }

    /// <summary>The first occurrence after an instant.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => new(crontab.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex SettingName();
}
