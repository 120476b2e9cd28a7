using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class RetryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_policy_tries_as_often_as_it_says(int attempts)
    {
        int tries = 0;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => Failing(tasks, new RetryPolicy(attempts, TimeSpan.FromMilliseconds(1)), () => ++tries));

        OrchestrationMetadata ended = await engine.RunAsync("Retry");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(attempts, tries);
    }

    [Fact]
    public async Task Waits_grow_by_the_coefficient_up_to_the_longest()
    {
        FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.Zero };
        DateTimeOffset begin = time.GetUtcNow();
        List<double> minutes = [];
        RetryPolicy policy = new(5, TimeSpan.FromMinutes(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5));
        using SemaphoreSlim tried = new(0);
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => Failing(tasks, policy, () =>
            {
                minutes.Add((time.GetUtcNow() - begin).TotalMinutes);
                tried.Release();
            }),
            time: time);
        string id = await engine.ScheduleAsync("Retry");
        Task<OrchestrationMetadata> end = engine.EndOfAsync(id);

        for (bool more = true; more; more = !end.IsCompleted)
        {
            await Task.WhenAny(end, tried.WaitAsync(TestContext.Current.CancellationToken));
            await Patience.UntilAsync(() => end.IsCompleted || tried.CurrentCount > 0, "the next try", async () =>
            {
                await Task.Yield();
                time.Advance(TimeSpan.FromSeconds(1));
            });
        }

        double[] waits = [.. minutes.Zip(minutes.Skip(1), (a, b) => b - a)];
        Assert.Equal(4, waits.Length);
        Assert.All(waits.Zip([1, 2, 4, 5]), pair => Assert.True(pair.First >= pair.Second, $"waited {pair.First} instead of {pair.Second}"));
    }

    [Fact]
    public async Task No_try_begins_after_the_timeout()
    {
        int tries = 0;
        RetryPolicy policy = new(1000, TimeSpan.FromMilliseconds(20), retryTimeout: TimeSpan.FromMilliseconds(20));
        await using TestEngine engine = await TestEngine.StartAsync(tasks => Failing(tasks, policy, () => ++tries));

        await engine.RunAsync("Retry");

        Assert.InRange(tries, 1, 2);
    }

    [Fact]
    public async Task A_filter_decides_which_failures_are_tried_again()
    {
        int tries = 0;
        RetryPolicy policy = new(5, TimeSpan.FromMilliseconds(1)) { HandleFailure = f => !f.IsCausedBy<InvalidOperationException>() };
        await using TestEngine engine = await TestEngine.StartAsync(tasks => Failing(tasks, policy, () => ++tries));

        await engine.RunAsync("Retry");

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_handler_decides_from_what_has_failed_and_may_wait()
    {
        int tries = 0;
        TaskOptions options = TaskOptions.FromRetryHandler(async context =>
        {
            await context.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            return context.LastAttemptNumber < 3 && context.LastFailure.IsCausedBy<InvalidOperationException>();
        });
        await using TestEngine engine = await TestEngine.StartAsync(tasks => Failing(tasks, options.Retry!, () => ++tries));

        OrchestrationMetadata ended = await engine.RunAsync("Retry");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(3, tries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_not_registered_is_not_tried_again(bool activity)
    {
        int asked = 0;
        TaskOptions options = TaskOptions.FromRetryHandler(_ => ++asked < 10);
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks.AddOrchestratorFunc("Call", context => activity
            ? context.CallActivityAsync("Missing", options)
            : context.CallSubOrchestratorAsync("Missing", options)));

        OrchestrationMetadata ended = await engine.RunAsync("Call");

        Assert.Equal(0, asked);
        Assert.Equal(activity ? "ActivityTaskNotFound" : "OrchestratorTaskNotFound", ended.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_sub_orchestration_is_tried_as_often_as_its_policy_says(int attempts)
    {
        int tries = 0;
        await using TestEngine engine = await TestEngine.StartAsync(tasks =>
            FailingChild(tasks, new RetryPolicy(attempts, TimeSpan.FromMilliseconds(1)), () => ++tries, failures: int.MaxValue));

        OrchestrationMetadata ended = await engine.RunAsync("Retry");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("again", ended.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.Equal(attempts, tries);
    }

    [Fact]
    public async Task A_try_that_succeeds_is_the_last()
    {
        int tries = 0;
        await using TestEngine engine = await TestEngine.StartAsync(tasks =>
            FailingChild(tasks, new RetryPolicy(10, TimeSpan.FromMilliseconds(1), backoffCoefficient: 2), () => ++tries, failures: 4));

        OrchestrationMetadata ended = await engine.RunAsync("Retry");

        Assert.Equal((OrchestrationRuntimeStatus.Completed, null), (ended.RuntimeStatus, ended.FailureDetails));
        Assert.Equal(5, tries);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task A_filter_is_asked_about_the_sub_orchestrations_own_failure(bool again, int expected)
    {
        int tries = 0;
        RetryPolicy policy = new(3, TimeSpan.FromMilliseconds(1)) { HandleFailure = f => f.IsCausedBy<InvalidOperationException>() == again };
        await using TestEngine engine = await TestEngine.StartAsync(tasks => FailingChild(tasks, policy, () => ++tries, failures: int.MaxValue));

        await engine.RunAsync("Retry");

        Assert.Equal(expected, tries);
    }

    [Fact]
    public async Task A_handler_that_says_no_lets_the_failure_be_caught()
    {
        int tries = 0;
        TaskOptions options = TaskOptions.FromRetryHandler(context => context.LastAttemptNumber < 2);
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Retry", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Fail", options);
                }
                catch (TaskFailedException e)
                {
                    return $"{e.TaskName}: {e.FailureDetails.ErrorMessage}";
                }
            })
            .AddActivityFunc<string>("Fail", string (_) => throw new InvalidOperationException($"try {++tries}")));

        Assert.Equal("Fail: try 2", await engine.ResultOfAsync<string>("Retry"));
    }

    [Fact]
    public async Task A_handlers_exception_is_the_orchestrators()
    {
        TaskOptions options = TaskOptions.FromRetryHandler(bool (_) => throw new NotSupportedException("the handler's"));
        await using TestEngine engine = await TestEngine.StartAsync(tasks => Failing(tasks, options.Retry!, () => { }));

        TaskFailureDetails failure = (await engine.RunAsync("Retry")).FailureDetails!;

        Assert.Equal((typeof(NotSupportedException).FullName, "the handler's"), (failure.ErrorType, failure.ErrorMessage));
    }

    [Fact]
    public async Task A_filters_exception_ends_the_tries_and_is_not_told()
    {
        int tries = 0;
        RetryPolicy policy = new(3, TimeSpan.FromMilliseconds(1)) { HandleFailure = _ => throw new NotSupportedException("the filter's") };
        await using TestEngine engine = await TestEngine.StartAsync(tasks => Failing(tasks, policy, () => ++tries));

        TaskFailureDetails failure = (await engine.RunAsync("Retry")).FailureDetails!;

        Assert.Equal("again", failure.InnerFailure!.ErrorMessage);
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_result_that_cannot_be_read_is_tried_again()
    {
        int tries = 0;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Retry", context => context.CallActivityAsync<int>(
                "Answer", new TaskOptions(new RetryPolicy(3, TimeSpan.FromMilliseconds(1)))))
            .AddActivityFunc<object>("Answer", object (_) => ++tries < 3 ? "text" : tries));

        Assert.Equal(3, await engine.ResultOfAsync<int>("Retry"));
    }

    private static void Failing(DurableTaskRegistry tasks, TaskRetryOptions retry, Action tried) => tasks
        .AddOrchestratorFunc("Retry", context => context.CallActivityAsync("Fail", new TaskOptions(retry)))
        .AddActivityFunc("Fail", _ =>
        {
            tried();
            throw new InvalidOperationException("again");
        });

    private static void FailingChild(DurableTaskRegistry tasks, TaskRetryOptions retry, Func<int> tried, int failures) => tasks
        .AddOrchestratorFunc("Retry", context => context.CallSubOrchestratorAsync("Child", new TaskOptions(retry)))
        .AddOrchestratorFunc("Child", _ => tried() > failures ? Task.CompletedTask : throw new InvalidOperationException("again"));
}
