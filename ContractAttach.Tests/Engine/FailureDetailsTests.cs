using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;
using Xunit.Sdk;

namespace ContractAttach.Tests.Engine;

/// <summary>What is told of a failure: its type, its message, its causes.</summary>
public sealed class FailureDetailsTests
{
    [Theory]
    [InlineData(typeof(NotSupportedException))]
    [InlineData(typeof(CustomException))]
    [InlineData(typeof(XunitException))]
    public async Task An_orchestrators_exception_is_told_with_type_message_and_stack(Type type)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Fail", (Action<TaskOrchestrationContext>)(_ => ThrowHere(type))));

        TaskFailureDetails failure = (await engine.RunAsync("Fail")).FailureDetails!;

        Assert.Equal((type.FullName, "broken"), (failure.ErrorType, failure.ErrorMessage));
        Assert.Contains(nameof(ThrowHere), failure.StackTrace, StringComparison.Ordinal);
        Assert.True(failure.IsCausedBy(type));
        Assert.True(failure.IsCausedBy<Exception>());
        Assert.False(failure.IsCausedBy<TaskFailedException>());
    }

    [Fact]
    public async Task Failures_of_activities_are_caught_by_type_and_by_base_type()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Catch", async context =>
            {
                List<string> caught = [];
                foreach (string activity in (string[])["Invalid", "Argument", "Fine"])
                {
                    try
                    {
                        caught.Add(await context.CallActivityAsync<string>(activity));
                    }
                    catch (TaskFailedException e) when (e.FailureDetails.IsCausedBy<InvalidOperationException>())
                    {
                        caught.Add("invalid");
                    }
                    catch (TaskFailedException e) when (e.FailureDetails.IsCausedBy<ArgumentException>())
                    {
                        caught.Add("argument");
                    }
                }

                return string.Join(',', caught);
            })
            .AddActivityFunc<string>("Invalid", string (_) => throw new InvalidOperationException("no"))
            .AddActivityFunc<string>("Argument", string (_) => throw new ArgumentNullException("nothing"))
            .AddActivityFunc<string>("Fine", _ => "fine"));

        Assert.Equal("invalid,argument,fine", await engine.ResultOfAsync<string>("Catch"));
    }

    [Fact]
    public async Task The_causes_of_an_activitys_failure_are_kept_through_a_sub_orchestration()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child");
                }
                catch (TaskFailedException e)
                {
                    Assert.Equal("Child", e.TaskName);
                    Assert.True(e.FailureDetails.IsCausedBy<TaskFailedException>());
                    AssertNested(e.FailureDetails.InnerFailure);
                    throw;
                }
            })
            .AddOrchestratorFunc("Child", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Throw");
                }
                catch (TaskFailedException e)
                {
                    Assert.Equal("Throw", e.TaskName);
                    AssertNested(e.FailureDetails);
                    throw;
                }
            })
            .AddActivityFunc("Throw", _ => throw new CustomException("first", new NotSupportedException("second", new XunitException("third")))));

        TaskFailureDetails failure = (await engine.RunAsync("Parent")).FailureDetails!;

        Assert.True(failure.IsCausedBy<TaskFailedException>());
        Assert.Contains("'Child' (#0)", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.True(failure.InnerFailure!.IsCausedBy<TaskFailedException>());
        Assert.Contains("'Throw' (#0)", failure.InnerFailure.ErrorMessage, StringComparison.Ordinal);
        AssertNested(failure.InnerFailure.InnerFailure);
    }

    [Fact]
    public async Task An_orchestrators_exception_around_a_failure_has_it_as_its_cause()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Wrap", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Throw");
                }
                catch (TaskFailedException e)
                {
                    throw new CustomException("wrapped", e);
                }
            })
            .AddActivityFunc("Throw", _ => throw new NotSupportedException("cause")));

        TaskFailureDetails failure = (await engine.RunAsync("Wrap")).FailureDetails!;

        Assert.Equal((typeof(CustomException).FullName, "wrapped"), (failure.ErrorType, failure.ErrorMessage));
        Assert.Equal(typeof(TaskFailedException).FullName, failure.InnerFailure!.ErrorType);
        Assert.EndsWith("cause", failure.InnerFailure.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "ActivityTaskNotFound: No activity task named 'Missing' was found.")]
    [InlineData(false, "OrchestratorTaskNotFound: No orchestrator task named 'Missing' was found.")]
    public async Task A_call_of_what_is_not_registered_fails_and_can_be_caught(bool activity, string expected)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    await (activity ? context.CallActivityAsync("Missing") : context.CallSubOrchestratorAsync("Missing"));
                    return "found";
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ToString();
                }
            }));

        Assert.Equal(expected, await engine.ResultOfAsync<string>("Call"));
    }

    [Fact]
    public async Task Of_calls_that_fail_together_one_is_told_and_all_have_ended()
    {
        int ran = 0;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("All", context => Task.WhenAll(Enumerable.Range(0, 3).Select(i => context.CallActivityAsync("Throw", i))))
            .AddActivityFunc<int, int>("Throw", int (_, i) =>
            {
                Interlocked.Increment(ref ran);
                throw new NotSupportedException($"number {i}");
            }));

        OrchestrationMetadata ended = await engine.RunAsync("All");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.StartsWith("number ", ended.FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(3, ran);
    }

    [Theory]
    [InlineData("Activity")]
    [InlineData("Result")]
    public async Task A_payload_of_another_type_fails_the_call(string what)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    _ = await context.CallActivityAsync<int>(what, "text");
                    return "no failure";
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorType;
                }
                catch (System.Text.Json.JsonException)
                {
                    return "the result";
                }
            })
            .AddActivityFunc<int, int>("Activity", (_, number) => number)
            .AddActivityFunc<string, string>("Result", (_, text) => text));

        Assert.Equal(what == "Activity" ? "System.Text.Json.JsonException" : "the result", await engine.ResultOfAsync<string>("Call"));
    }

    private static void ThrowHere(Type type) => throw (Exception)Activator.CreateInstance(type, "broken")!;

    private static void AssertNested(TaskFailureDetails? failure)
    {
        Assert.True(failure!.IsCausedBy<CustomException>());
        Assert.Equal("first", failure.ErrorMessage);
        Assert.True(failure.InnerFailure!.IsCausedBy<NotSupportedException>());
        Assert.Equal("second", failure.InnerFailure.ErrorMessage);
        Assert.True(failure.InnerFailure.InnerFailure!.IsCausedBy<XunitException>());
        Assert.Equal("third", failure.InnerFailure.InnerFailure.ErrorMessage);
    }

    private sealed class CustomException(string message, Exception? inner) : Exception(message, inner)
    {
        public CustomException(string message)
            : this(message, null)
        {
        }
    }
}
