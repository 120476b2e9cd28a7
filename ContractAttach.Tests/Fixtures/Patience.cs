using Xunit;

namespace ContractAttach.Tests.Fixtures;

/// <summary>
/// Waits for what a test needs before it goes on. The time is no measure of anything: it is what a busy machine never needs, so that
/// what never comes fails the test, with what it waited for, and does not hang it.
/// </summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Comes back when it holds.</summary>
    /// <param name="holds">Asked again and again.</param>
    /// <param name="what">What is waited for, in words.</param>
    /// <param name="step">What to do between two times of asking, for example to move a clock; null to pause.</param>
    public static Task UntilAsync(Func<bool> holds, string what, Func<Task>? step = null) => UntilAsync(() => Task.FromResult(holds()), what, step);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string, Func{Task}?)"/>
    public static Task UntilAsync(Func<Task<bool>> holds, string what, Func<Task>? step = null) => UntilAsync(holds, () => what, step);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string, Func{Task}?)"/>
    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> what, Func<Task>? step = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Limit)
                Assert.Fail($"Waited for {Limit.TotalMinutes} minutes for {what()}");
            await (step?.Invoke() ?? Task.Delay(Pause, TestContext.Current.CancellationToken));
        }
    }

    /// <summary>Comes back when a task has ended.</summary>
    /// <param name="task">The task.</param>
    /// <param name="what">What is waited for, in words.</param>
    public static async Task ForAsync(Task task, string what)
    {
        await UntilAsync(() => task.IsCompleted, what);
        await task;
    }
}
