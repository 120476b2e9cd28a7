using System.Reflection;
using System.Text.Json.Nodes;
using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Engine;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Upgrade;

/// <summary>What an earlier version has begun, the present one brings to its end.</summary>
public sealed class RecordedHistoryTests
{
    /// <summary>All that is recorded: versions, and points in them.</summary>
    public static TheoryData<string, string> Recorded { get; } =
        [.. from folder in Directory.GetDirectories(RecordedHistory.Folder) from point in WaitingPoint.All select (Path.GetFileName(folder), point.Name)];

    /// <summary>Those of them that wait for a person.</summary>
    public static TheoryData<string, string> Waiting { get; } =
        [.. Recorded.Select(row => row.Data).Where(data => Point(data.Item2).Orchestrator == AttachContractOrchestrator.Name)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task It_goes_on_to_its_good_end(string version, string name)
    {
        WaitingPoint point = Point(name);
        await using TestEngine engine = await LoadAsync(version, point);

        await point.GoOn(engine);

        OrchestrationMetadata ended = await engine.EndOfAsync(WaitingPoint.InstanceId);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.FailureDetails}");
        if (point.Orchestrator == AttachContractOrchestrator.Name)
            Assert.Equal(RequestStatus.Attached, RequestInstances.Progress(ended)?.Status);
    }

    [Theory]
    [MemberData(nameof(Waiting))]
    public async Task Left_alone_it_expires(string version, string name)
    {
        await using TestEngine engine = await LoadAsync(version, Point(name), late: TimeSpan.FromHours(1));

        OrchestrationMetadata ended = await engine.EndOfAsync(WaitingPoint.InstanceId);

        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.FailureDetails}");
        Assert.Equal(RequestStatus.Expired, RequestInstances.Progress(ended)?.Status);
    }

    [Fact]
    public async Task The_present_version_is_recorded()
    {
        string version = await PresentVersionAsync();
        if (Directory.Exists(Path.Combine(RecordedHistory.Folder, version)))
            return;
        string root = typeof(RecordedHistoryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
        string folder = Directory.CreateDirectory(Path.Combine(root, "ContractAttach.Tests", "Upgrade", version)).FullName;
        foreach (WaitingPoint point in WaitingPoint.All)
            await RecordedHistory.WriteAsync(Path.Combine(folder, point.Name + ".txt"), await RecordAsync(version, point), Cancellation);
        Assert.Fail($"Version {version} is new, and was recorded to {folder}: look at it, keep it, and leave it as it is once the version is deployed.");
    }

    private static async Task<InstanceRow> RecordAsync(string version, WaitingPoint point)
    {
        InMemoryInstanceStore store = new();
        await using (TestEngine engine = await StartAsync(store, new(WaitingPoint.Began), isStuck: true))
        {
            await engine.ScheduleAsync(point.Orchestrator, point.Input, options: new(WaitingPoint.InstanceId) { Version = version });
            await point.Reach(engine);
        }

        return (await store.ReadAsync(WaitingPoint.InstanceId, Cancellation))!;
    }

    private static WaitingPoint Point(string name) => WaitingPoint.All.Single(point => point.Name == name);

    private static async Task<TestEngine> LoadAsync(string version, WaitingPoint point, TimeSpan late = default)
    {
        InMemoryInstanceStore store = new();
        InstanceRow row = await RecordedHistory.ReadAsync(Path.Combine(RecordedHistory.Folder, version, point.Name + ".txt"), Cancellation);
        await store.InsertAsync(row, Cancellation);
        return await StartAsync(store, new(row.UpdatedAt + late));
    }

    private static async Task<TestEngine> StartAsync(InMemoryInstanceStore store, FakeTimeProvider time, bool isStuck = false)
    {
        string version = await PresentVersionAsync();
        return await TestEngine.StartAsync(
            new ApplicationTasks(time) { IsStuck = isStuck }.Add, store, time, services => services.Configure<EngineOptions>(options => options.DefaultVersion = version));
    }

    private static async Task<string> PresentVersionAsync() =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "host.json"), Cancellation))!["extensions"]!["durableTask"]!["defaultVersion"]!.GetValue<string>();
}
