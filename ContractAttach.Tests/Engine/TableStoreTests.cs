using ContractAttach.LocalRuntime;
using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>The engine over real tables.</summary>
public sealed class TableStoreTests(DevServicesFixture services)
{
    private readonly string _hub = "T" + Guid.NewGuid().ToString("N")[..16];

    [Fact]
    public async Task An_instance_goes_on_after_a_restart()
    {
        string id;
        await using (TestEngine first = await TestEngine.StartAsync(Tasks, Store()))
        {
            id = await first.ScheduleAsync("Wait", instanceId: "odd/id #1?");
            await first.RaiseAsync(id, "e", "one");
        }

        await using TestEngine second = await TestEngine.StartAsync(Tasks, Store());
        Assert.Equal("waiting", (await second.GetAsync(id)).ReadCustomStatusAs<string>());
        await second.RaiseAsync(id, "e", "two");

        Assert.Equal("one two!", TestEngine.ResultOf<string>(await second.EndOfAsync(id)));
        Assert.True((await second.GetAsync(id)).IsCompleted);
    }

    [Fact]
    public Task A_long_history_goes_on_after_a_restart() => LargeHistories.LongAsync(Store, "long");

    [Fact]
    public Task Large_payloads_pass_through() => LargeHistories.LargeAsync(Store, "large");

    [Fact]
    public async Task Queries_and_purges_work_on_tables()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks, Store());
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => engine.ScheduleAsync("Wait", instanceId: $"a/{i}")));
        await engine.ScheduleAsync("Wait", instanceId: "b");
        await engine.Client.TerminateInstanceAsync("a/0", TestContext.Current.CancellationToken);
        await engine.EndOfAsync("a/0");

        List<string> ids = [];
        await foreach (Page<OrchestrationMetadata> page in engine.Client
            .GetAllInstancesAsync(new(InstanceIdPrefix: "a/", CreatedFrom: DateTimeOffset.UnixEpoch))
            .AsPages(pageSizeHint: 2))
        {
            ids.AddRange(page.Values.Select(i => i.InstanceId));
        }

        PurgeResult purged = await engine.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Terminated]), TestContext.Current.CancellationToken);

        Assert.Equal(["a/0", "a/1", "a/2", "a/3", "a/4"], ids);
        Assert.Equal(1, purged.PurgedInstanceCount);
    }

    [Fact]
    public async Task A_second_engine_on_the_same_store_is_kept_out_until_the_first_has_stopped()
    {
        StartupException refused;
        await using (await TestEngine.StartAsync(Tasks, Store()))
            refused = await Assert.ThrowsAsync<StartupException>(() => TestEngine.StartAsync(Tasks, Store()));

        await using TestEngine after = await TestEngine.StartAsync(Tasks, Store());
        Assert.StartsWith("Another process already runs on this store", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "AzureWebJobsStorage is not set")]
    [InlineData("nonsense", "AzureWebJobsStorage is not the connection string")]
    [InlineData(
        "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:9/a;", "The table storage at http://127.0.0.1:9/a cannot be reached")]
    public async Task A_store_that_cannot_be_used_is_one_sentence(string? connectionString, string begin)
    {
        StartupException refused = await Assert.ThrowsAsync<StartupException>(() => TestEngine.StartAsync(Tasks, Store(connectionString)));

        Assert.StartsWith(begin, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private TableInstanceStore Store() => Store(services.StorageConnectionString);

    private TableInstanceStore Store(string? connectionString) =>
        new(Options.Create(new EngineOptions { ConnectionString = connectionString, HubName = _hub }));

    private static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string>("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            string both = $"{await context.WaitForExternalEvent<string>("e")} {await context.WaitForExternalEvent<string>("e")}";
            return await context.CallActivityAsync<string>("Shout", both);
        })
        .AddActivityFunc<string, string>("Shout", (_, text) => text + "!");
}
