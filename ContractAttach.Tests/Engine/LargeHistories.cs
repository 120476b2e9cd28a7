using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Stories whose history does not fit into an instance's row.</summary>
internal static class LargeHistories
{
    // Two code units each, so that no boundary of a stored text may fall within one.
    private const string Wide = "😀";

    public static async Task LongAsync(Func<IInstanceStore> store, string id)
    {
        const int Half = 40;
        string payload = new('x', 4_000);
        static void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<int>("Long", async context =>
            {
                int length = 0;
                for (int i = 0; i < 2 * Half; i++)
                    length += (await context.CallActivityAsync<string>("Echo", await context.WaitForExternalEvent<string>("e"))).Length;
                return length;
            })
            .AddActivityFunc<string, string>("Echo", (_, text) => text);

        IInstanceStore first = store();
        await using (TestEngine before = await TestEngine.StartAsync(Tasks, first))
        {
            await before.ScheduleAsync("Long", instanceId: id);
            for (int i = 0; i < Half; i++)
                await before.RaiseAsync(id, "e", payload);
        }

        InstanceRow row = (await first.ReadAsync(id, TestContext.Current.CancellationToken))!;
        Assert.True(row.SpilledRows > 0);
        Assert.InRange(row.History.Length, 1, HistoryWriter.MaxInlineLength);

        await using TestEngine after = await TestEngine.StartAsync(Tasks, first);
        for (int i = 0; i < Half; i++)
            await after.RaiseAsync(id, "e", payload);
        Assert.Equal(2 * Half * payload.Length, TestEngine.ResultOf<int>(await after.EndOfAsync(id)));

        await after.Client.PurgeInstanceAsync(id, TestContext.Current.CancellationToken);
        Assert.Null(await first.ReadAsync(id, TestContext.Current.CancellationToken));
    }

    public static async Task AnewAsync(Func<IInstanceStore> store, string id)
    {
        IInstanceStore rows = store();
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<bool, string>("Anew", async (context, again) =>
            {
                await context.WaitForExternalEvent<string>("e");
                string second = await context.WaitForExternalEvent<string>("e");
                if (!again)
                    context.ContinueAsNew(true);
                return second;
            }),
            rows);
        await engine.ScheduleAsync("Anew", false, id);
        await engine.RaiseAsync(id, "e", new string('x', 70_000));
        InstanceRow before = (await rows.ReadAsync(id, TestContext.Current.CancellationToken))!;
        Assert.InRange(before.SpilledRows, 1, 2);
        await rows.ReadSpilledAsync(id, before.Execution, before.SpilledRows, TestContext.Current.CancellationToken);

        foreach (string e in (string[])["anew", "more", "end"])
            await engine.RaiseAsync(id, "e", e);

        Assert.Equal("end", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
        await Assert.ThrowsAsync<DamagedInstanceException>(
            () => rows.ReadSpilledAsync(id, before.Execution, before.SpilledRows, TestContext.Current.CancellationToken));
    }

    public static async Task LargeAsync(Func<IInstanceStore> store, string id)
    {
        string payload = string.Concat(Enumerable.Repeat(Wide, 200_000));
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string, string>("Large", async (context, input) =>
                    await context.CallActivityAsync<string>("Echo", input) + await context.WaitForExternalEvent<string>("e"))
                .AddActivityFunc<string, string>("Echo", (_, text) => text),
            store());

        await engine.ScheduleAsync("Large", payload, id);
        await engine.RaiseAsync(id, "e", payload);
        OrchestrationMetadata ended = await engine.EndOfAsync(id);

        Assert.True(payload == ended.ReadInputAs<string>());
        Assert.True(payload + payload == TestEngine.ResultOf<string>(ended));
    }
}
