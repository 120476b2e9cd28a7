using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Activities as classes, with services of their own.</summary>
public sealed class ActivityServicesTests
{
    [Fact]
    public async Task Each_call_has_scoped_services_of_its_own_and_shares_the_singletons()
    {
        Journal journal = new();
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string[]>("Call", async context =>
                    [await context.CallActivityAsync<string>(nameof(Ask)), await context.CallActivityAsync<string>(nameof(Ask))])
                .AddActivity<Ask>(),
            configure: services => services.AddSingleton(journal).AddScoped<Scoped>());

        string[] answers = await engine.ResultOfAsync<string[]>("Call");

        Assert.Equal(2, answers.Distinct().Count());
        Assert.Equal(answers, journal.Made);
        Assert.Equal(answers, journal.Disposed);
    }

    [Fact]
    public async Task A_service_that_is_missing_fails_the_call()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", context => context.CallActivityAsync(nameof(Ask)))
            .AddActivity<Ask>());

        Assert.Equal(typeof(InvalidOperationException).FullName, (await engine.RunAsync("Call")).FailureDetails!.InnerFailure!.ErrorType);
    }

    private sealed class Journal
    {
        public List<string> Made { get; } = [];

        public List<string> Disposed { get; } = [];
    }

    private sealed class Scoped : IDisposable
    {
        private readonly Journal _journal;

        public Scoped(Journal journal)
        {
            _journal = journal;
            journal.Made.Add(Id);
        }

        public string Id { get; } = Guid.NewGuid().ToString();

        public void Dispose() => _journal.Disposed.Add(Id);
    }

    private sealed class Ask(Scoped first, Scoped second) : TaskActivity<object?, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, object? input) =>
            Task.FromResult(ReferenceEquals(first, second) ? first.Id : "two scopes");
    }
}
