using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Inputs, outputs and event payloads as they come out at the other end.</summary>
public sealed class PayloadTests
{
    [Fact]
    public async Task Nested_values_come_through_orchestrator_activity_child_and_event_unchanged()
    {
        Order order = new("é\"'<>☺", 3, Colour.Green, [new("a", null), new("b", 2.5m)], new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<Order, Order>("Pass", async (context, input) =>
            {
                Order output = await context.CallActivityAsync<Order>("Echo", input);
                output = await context.CallSubOrchestratorAsync<Order>("Child", output);
                context.SetCustomStatus(output);
                Order told = await context.WaitForExternalEvent<Order>("order");
                return told with { Count = output.Count + 1 };
            })
            .AddOrchestratorFunc<Order, Order>("Child", (_, input) => input)
            .AddActivityFunc<Order, Order>("Echo", (_, input) => input));
        string id = await engine.ScheduleAsync("Pass", order);

        await engine.RaiseAsync(id, "order", order);
        OrchestrationMetadata ended = await engine.EndOfAsync(id);

        Assert.Equivalent(order with { Count = 4 }, TestEngine.ResultOf<Order>(ended), strict: true);
        Assert.Equivalent(order, ended.ReadInputAs<Order>(), strict: true);
        Assert.Equivalent(order, ended.ReadCustomStatusAs<Order>(), strict: true);
    }

    [Fact]
    public async Task Json_nodes_come_through_as_they_are()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<JsonNode, JsonNode>("Pass", (context, input) => context.CallActivityAsync<JsonNode>("Echo", input["inner"]))
            .AddActivityFunc<JsonNode, JsonNode>("Echo", (_, input) => input));

        JsonNode result = await engine.ResultOfAsync<JsonNode>("Pass", new { inner = new { values = (int[])[1, 2, 3] } });

        Assert.Equal("""{"values":[1,2,3]}""", result.ToJsonString());
    }

    [Fact]
    public async Task Arrays_are_inputs_like_any_other()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[], int>("Sum", (context, input) => context.CallActivityAsync<int>("Add", input))
            .AddActivityFunc<int[], int>("Add", (_, input) => input.Sum()));

        Assert.Equal(6, await engine.ResultOfAsync<int>("Sum", (int[])[1, 2, 3]));
    }

    [Fact]
    public async Task Nothing_is_a_payload_too()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?, string>("Nothing", async (context, input) =>
            {
                string? told = await context.WaitForExternalEvent<string?>("e");
                string? done = await context.CallActivityAsync<string?>("Echo");
                string? child = await context.CallSubOrchestratorAsync<string?>("Child");
                int number = await context.CallActivityAsync<int>("Silent");
                return $"{input ?? "-"}{told ?? "-"}{done ?? "-"}{child ?? "-"}{number}";
            })
            .AddOrchestratorFunc<string?, string?>("Child", (_, input) => input)
            .AddActivityFunc<string?, string?>("Echo", (_, input) => input)
            .AddActivityFunc("Silent", _ => { }));
        string id = await engine.ScheduleAsync("Nothing");

        await engine.RaiseAsync(id, "e");
        OrchestrationMetadata ended = await engine.EndOfAsync(id);

        Assert.Equal("----0", TestEngine.ResultOf<string>(ended));
        Assert.Null(ended.SerializedInput);
    }

    [Fact]
    public async Task An_event_without_a_payload_ends_a_wait_for_any_object()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool>("Wait", async context => await context.WaitForExternalEvent<object?>("e") is null));
        string id = await engine.ScheduleAsync("Wait");

        await engine.RaiseAsync(id, "e");

        Assert.True(TestEngine.ResultOf<bool>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task An_orchestrator_reads_its_input_as_often_as_it_likes()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Read", async (context, input) =>
            {
                await context.CallActivityAsync("Nothing");
                return input + context.GetInput<int>() + context.GetInput<int>();
            })
            .AddActivityFunc("Nothing", _ => { }));

        Assert.Equal(21, await engine.ResultOfAsync<int>("Read", 7));
    }

    private enum Colour
    {
        Red,
        Green,
    }

    private sealed record Order(string Name, int Count, Colour Colour, IReadOnlyList<Line> Lines, DateTime At);

    private sealed record Line(string Text, decimal? Price);
}
