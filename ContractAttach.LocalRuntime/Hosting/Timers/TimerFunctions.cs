using ContractAttach.LocalRuntime.Hosting.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Hosting.Timers;

/// <summary>Runs timer functions when they are due, each one at a time.</summary>
internal sealed class TimerFunctions(
    IReadOnlyList<(Function Function, TimerSchedule Schedule)> timers, FunctionInvoker invoker, IServiceScopeFactory scopes, TimeProvider clock, ILoggerFactory loggers) : BackgroundService
{
    /// <summary>A single wait is at most this long, for a timer cannot be set to any length.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Adds the service that runs the application's timer functions, where it has any.</summary>
    public static void Add(IServiceCollection services, FunctionSet functions, IConfiguration settings)
    {
        List<(Function, TimerSchedule)> timers =
            [.. from f in functions where f.Trigger is TimerTriggerAttribute select (f, TimerSchedule.Read(f.Name, (TimerTriggerAttribute)f.Trigger, settings))];
        if (timers.Count > 0)
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<TimerFunctions>(provider, (IReadOnlyList<(Function, TimerSchedule)>)timers));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.WhenAll(timers.Select(t => RunAsync(t.Function, t.Schedule, stoppingToken)));

    private async Task RunAsync(Function function, TimerSchedule schedule, CancellationToken stopping)
    {
        var trigger = (TimerTriggerAttribute)function.Trigger;
        DateTimeOffset last = default;
        DateTimeOffset due = schedule.Next(clock.GetUtcNow());
        try
        {
            if (trigger.RunOnStartup)
                await InvokeAsync(function, Status(trigger, last, due), isPastDue: false, stopping);
            while (true)
            {
                // An occurrence that passed during the run before is made up for, once; so is one that passed while the machine slept.
                bool late = due <= clock.GetUtcNow();
                for (TimeSpan wait; (wait = due - clock.GetUtcNow()) > TimeSpan.Zero;)
                {
                    await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, stopping);

                    // A clock that is set back must not hold it up for as long.
                    DateTimeOffset sooner = schedule.Next(clock.GetUtcNow());
                    due = sooner < due ? sooner : due;
                }

                late |= schedule.Next(due) <= clock.GetUtcNow();

                DateTimeOffset next = schedule.Next(clock.GetUtcNow());
                await InvokeAsync(function, Status(trigger, last, next), late, stopping);
                (last, due) = (due, late ? schedule.Next(clock.GetUtcNow()) : next);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while it waited.
        }
    }

    private async Task InvokeAsync(Function function, ScheduleStatus? status, bool isPastDue, CancellationToken stopping)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var info = new TimerInfo { ScheduleStatus = status, IsPastDue = isPastDue };
        try
        {
            await invoker.InvokeAsync(new Invocation(function, info, scope.ServiceProvider, stopping));
        }
        catch (Exception e) when (!(e is OperationCanceledException && stopping.IsCancellationRequested))
        {
            loggers.CreateLogger(function).Failed(e);
        }
    }

    private static ScheduleStatus? Status(TimerTriggerAttribute trigger, DateTimeOffset last, DateTimeOffset next)
        => trigger.UseMonitor ? new ScheduleStatus { Last = last.UtcDateTime, LastUpdated = last.UtcDateTime, Next = next.UtcDateTime } : null;
}
