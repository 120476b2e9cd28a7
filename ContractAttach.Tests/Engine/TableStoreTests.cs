using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using ContractAttach.LocalRuntime;
using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>The engine over real tables.</summary>
public sealed partial class TableStoreTests(DevServicesFixture services)
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
    public Task The_older_history_of_an_execution_that_is_over_is_removed() => LargeHistories.AnewAsync(Store, "anew");

    [Fact]
    public async Task A_history_that_does_not_become_shorter_passes_through()
    {
        TableInstanceStore store = Store();
        await store.InitializeAsync(TestContext.Current.CancellationToken);
        Random random = new(1);
        string history = Incompressible(random, HistoryWriter.MaxInlineLength - 1);

        await store.InsertAsync(Row("long") with { History = history }, TestContext.Current.CancellationToken);

        Assert.Equal(history, (await store.ReadAsync("long", TestContext.Current.CancellationToken))!.History);
    }

    [Fact]
    public async Task Whatever_a_row_becomes_it_is_read_as_it_was_written()
    {
        TableInstanceStore store = Store();
        await store.InitializeAsync(TestContext.Current.CancellationToken);
        Random random = new(2);
        InstanceRow row = await store.InsertAsync(Row("any") with { History = "start" }, TestContext.Current.CancellationToken);
        int most = 0;

        for (int step = 1; step <= 300; step++)
        {
            // More episodes in a row at the end than there may be pieces.
            InstanceRow next = Changed(row with { Commit = $"{step}" }, step <= 200 ? random.Next(20) : int.MaxValue, random);
            row = await store.ReplaceAsync(next, row, TestContext.Current.CancellationToken);

            Assert.Equal(next with { HistoryPieces = row.HistoryPieces, ETag = row.ETag }, row);
            Assert.Equal(row, await store.ReadAsync("any", TestContext.Current.CancellationToken));
            most = Math.Max(most, row.HistoryPieces);
        }

        Assert.Equal(50, most);
    }

    [Fact]
    public async Task A_row_that_somebody_else_has_written_is_not_written_over()
    {
        TableInstanceStore store = Store();
        await store.InitializeAsync(TestContext.Current.CancellationToken);
        InstanceRow first = await store.InsertAsync(Row("any") with { History = "start" }, TestContext.Current.CancellationToken);
        InstanceRow second = await store.ReplaceAsync(first with { History = "start, next" }, first, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<StoreConflictException>(() => store.ReplaceAsync(first with { History = "start, other" }, first, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<StoreConflictException>(() => store.ReplaceAsync(first with { History = "anew" }, first, TestContext.Current.CancellationToken));
        Assert.Equal(second, await store.ReadAsync("any", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Episodes_whose_answers_are_lost_are_stored_once()
    {
        await using WireProxy proxy = await WireProxy.StartAsync(services.StorageConnectionString, services.CommunicationConnectionString, TestContext.Current.CancellationToken);
        int writes = 0;
        proxy.Faulting = call => call.Kind == $"{_hub}durableinstances PATCH" && Interlocked.Increment(ref writes) % 2 == 1 ? WireFault.AnswerLost() : null;
        string id;
        await using (TestEngine first = await TestEngine.StartAsync(Tasks, Store(proxy.StorageConnectionString)))
        {
            id = await first.ScheduleAsync("Wait");
            await first.BeginOfAsync(id);
            await first.RaiseAsync(id, "e", "one");
        }

        Assert.Equal(4, writes);
        TableInstanceStore store = Store();
        await store.InitializeAsync(TestContext.Current.CancellationToken);
        InstanceRow row = (await store.ReadAsync(id, TestContext.Current.CancellationToken))!;
        Assert.Equal(2, HistoryText.Read(row.History).Count(happened => happened.Kind == HistoryEventKind.EpisodeStarted));
        await using TestEngine second = await TestEngine.StartAsync(Tasks, Store());
        await second.RaiseAsync(id, "e", "two");
        Assert.Equal("one two!", TestEngine.ResultOf<string>(await second.EndOfAsync(id)));
    }

    [Fact]
    public async Task Older_history_that_is_damaged_is_refused()
    {
        TableInstanceStore store = Store();
        await store.InitializeAsync(TestContext.Current.CancellationToken);
        string history = new('x', 1000);
        int rows = await store.SpillAsync("any", "1", 0, history, TestContext.Current.CancellationToken);
        Assert.Equal(history, await store.ReadSpilledAsync("any", "1", rows, TestContext.Current.CancellationToken));

        TableClient table = new(services.StorageConnectionString, _hub + "durablehistory");
        TableEntity entity = await table.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken);
        entity["Text"] = entity.GetBinary("Text")[..^1];
        await table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<DamagedInstanceException>(() => store.ReadSpilledAsync("any", "1", rows, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_episode_sends_what_is_new()
    {
        await using WireProxy proxy = await WireProxy.StartAsync(services.StorageConnectionString, services.CommunicationConnectionString, TestContext.Current.CancellationToken);
        List<TableEntity> sent = [];
        proxy.Forwarding = call =>
        {
            if (call.Kind == $"{_hub}durableinstances PATCH")
                sent.Add(new(JsonNode.Parse(call.Text)!.AsObject().ToDictionary(property => property.Key, property => (object)property.Value!.ToString())));
            return true;
        };
        await using TestEngine engine = await TestEngine.StartAsync(Tasks, Store(proxy.StorageConnectionString));
        string id = await engine.ScheduleAsync("Wait");
        await engine.BeginOfAsync(id);
        await engine.RaiseAsync(id, "e", "one");
        await engine.RaiseAsync(id, "e", "two");
        await engine.EndOfAsync(id);

        Assert.Equal(["2", "3", "4", "5"], sent.Select(entity => entity.GetString("HistoryPieces")));
        Assert.All(sent.Index(), entity => Assert.Equal([$"History{entity.Index + 2}"], entity.Item.Keys.Where(name => Piece().IsMatch(name))));
        Assert.Equal([true, false, false, false], sent.Select(entity => entity.ContainsKey("CustomStatus")));
        Assert.DoesNotContain(sent, entity => entity.ContainsKey("Name"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_history_that_stands_in_its_row_as_one_property_goes_on(bool compressed)
    {
        string id;
        await using (TestEngine first = await TestEngine.StartAsync(Tasks, Store()))
        {
            id = await first.ScheduleAsync("Wait");
            await first.RaiseAsync(id, "e", "one");
        }

        TableClient table = new(services.StorageConnectionString, _hub + "durableinstances");
        TableEntity entity = await table.GetEntityAsync<TableEntity>(TableKeys.Escape(id), "instance", cancellationToken: TestContext.Current.CancellationToken);
        string history = string.Concat(Enumerable.Range(1, entity.GetInt32("HistoryPieces")!.Value).Select(piece => TableText.Read(entity, $"History{piece}")));
        foreach (string name in entity.Keys.Where(name => name.StartsWith("History", StringComparison.Ordinal)).ToArray())
            entity.Remove(name);
        entity["History"] = compressed ? CompressedText.Write(history) : history;
        entity.Remove("DueAt");
        await table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, TestContext.Current.CancellationToken);

        await using TestEngine second = await TestEngine.StartAsync(Tasks, Store());
        await second.RaiseAsync(id, "e", "two");
        Assert.Equal("one two!", TestEngine.ResultOf<string>(await second.EndOfAsync(id)));
    }

    [Theory]
    [InlineData("Status", "Odd")]
    [InlineData("Status", null)]
    [InlineData("SpilledRows", "two")]
    [InlineData("SpilledRows", 2)]
    [InlineData("Name", null)]
    [InlineData("History1", "nonsense")]
    [InlineData("History1", new byte[] { 1, 2, 3 })]
    [InlineData("History1", new byte[] { })]
    [InlineData("History1", null)]
    [InlineData("HistoryPieces", 9)]
    [InlineData("HistoryPieces", -1)]
    [InlineData("HistoryPieces", "two")]
    [InlineData("HistoryPieces", null)]
    [InlineData("CustomStatus", new byte[] { 1, 2, 3 })]
    [InlineData("Outbox", new byte[] { 1, 2, 3 })]
    public async Task An_entity_that_cannot_be_read_ends_its_instance_and_no_other(string property, object? value)
    {
        const string Damaged = "a/damaged?";
        string other;
        await using (TestEngine first = await TestEngine.StartAsync(Tasks, Store()))
        {
            await first.ScheduleAsync("Wait", instanceId: Damaged);
            other = await first.ScheduleAsync("Wait");
            await first.BeginOfAsync(Damaged);
            await first.BeginOfAsync(other);
        }

        TableClient table = new(services.StorageConnectionString, _hub + "durableinstances");
        TableEntity entity = await table.GetEntityAsync<TableEntity>(TableKeys.Escape(Damaged), "instance", cancellationToken: TestContext.Current.CancellationToken);
        entity[property] = value;
        await table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        await using (TestEngine second = await TestEngine.StartAsync(Tasks, Store()))
        {
            OrchestrationMetadata ended = await second.EndOfAsync(Damaged);
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Contains("cannot be read", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
            await second.RaiseAsync(other, "e", "one");
            await second.RaiseAsync(other, "e", "two");
            Assert.Equal("one two!", TestEngine.ResultOf<string>(await second.EndOfAsync(other)));
        }

        await using TestEngine third = await TestEngine.StartAsync(Tasks, Store());
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await third.GetAsync(Damaged)).RuntimeStatus);
        Assert.Equal(1, (await third.Client.PurgeInstanceAsync(Damaged, TestContext.Current.CancellationToken)).PurgedInstanceCount);
    }

    [Fact]
    public async Task A_table_that_is_gone_for_a_while_delays_and_fails_nothing()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks, Store());
        string id = await engine.ScheduleAsync("Wait");
        await engine.BeginOfAsync(id);
        TableClient history = new(services.StorageConnectionString, _hub + "durablehistory");

        await history.DeleteAsync(TestContext.Current.CancellationToken);
        Task raise = engine.RaiseAsync(id, "e", new string('x', 70_000));
        await Patience.UntilAsync(
            () => raise.IsCompleted || engine.Log.Lines.Any(l => l.Contains("The durable store is not available", StringComparison.Ordinal)),
            "the engine to see that the table is gone");
        Assert.False(raise.IsCompleted);
        await history.CreateAsync(TestContext.Current.CancellationToken);
        await raise;
        await engine.RaiseAsync(id, "e", "two");

        Assert.EndsWith("x two!", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_that_is_refused_at_the_start_is_one_sentence()
    {
        string wrongKey = string.Join(';', services.StorageConnectionString.Split(';').Select(p => p.StartsWith("AccountKey=", StringComparison.Ordinal) ? "AccountKey=AAAA" : p));

        StartupException refused = await Assert.ThrowsAsync<StartupException>(() => TestEngine.StartAsync(Tasks, Store(wrongKey)));

        Assert.Matches("^The table storage at .* refuses .*: correct AzureWebJobsStorage.$", refused.Message);
    }

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

    // Most of the time it goes on as an episode does; now and then something else than that happens to it.
    private static InstanceRow Changed(InstanceRow row, int change, Random random) => change switch
    {
        0 => row with { History = Text(random, 10), Execution = row.Commit },
        1 => row with { History = random.Next(2) == 0 ? "" : Text(random, 300), SpilledRows = row.SpilledRows + 1 },
        2 => row with { CustomStatus = random.Next(3) == 0 ? null : Text(random, 300) },
        3 => row with { Outbox = random.Next(3) == 0 ? null : Text(random, 200) },
        4 => row with { DueAt = row.DueAt is null ? DateTimeOffset.UnixEpoch.AddSeconds(random.Next(1000)) : null },
        5 => row with { Live = !row.Live, Status = row.Live ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Running },
        6 => row with { CompletedAt = row.CompletedAt is null ? DateTimeOffset.UnixEpoch : null },
        7 => row with { Version = Text(random, 3), Name = Text(random, 3) },
        8 => row with { CustomStatus = Incompressible(random, random.Next(3) * 30_000) },
        9 => row with { History = row.History[..(row.History.Length / 2)] + "changed" },
        10 => row with { DueAt = new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero) },
        _ => row with { History = row.History + Text(random, 300) },
    };

    private static string Incompressible(Random random, int length) => string.Concat(Enumerable.Range(0, length + 1).Select(_ => (char)random.Next(0x4E00, 0x9FFF)));

    private static string Text(Random random, int longest) => string.Concat(Enumerable.Range(0, random.Next(1, longest)).Select(_ => "aéb\"\n"[random.Next(5)]));

    private static InstanceRow Row(string id) => new()
    {
        InstanceId = id,
        Name = "Any",
        Version = "",
        Status = OrchestrationRuntimeStatus.Running,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        Live = true,
        Execution = "1",
        Commit = "1",
        History = "",
    };

    [GeneratedRegex("^History[0-9]+$")]
    private static partial Regex Piece();

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
