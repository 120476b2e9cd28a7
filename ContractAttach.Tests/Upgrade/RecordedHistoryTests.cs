using System.Reflection;
using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Upgrade;

/// <summary>What an earlier version has begun, the present one brings to its end.</summary>
public sealed class RecordedHistoryTests
{
    /// <summary>All that is recorded: versions, and points in them.</summary>
    public static TheoryData<string, string> Recorded { get; } =
        [.. from file in Directory.GetFiles(RecordedHistory.Folder, "*.txt", SearchOption.AllDirectories)
            select (Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileNameWithoutExtension(file))];

    /// <summary>Those of them that wait for a person.</summary>
    public static TheoryData<string, string> Waiting { get; } = [.. Recorded.Select(row => row.Data).Where(data => Point(data.Item2).Expires)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task It_goes_on_to_its_end(string version, string name)
    {
        WaitingPoint point = Point(name);
        await using InFlight instance = await LoadAsync(version, name);

        await point.GoOn(instance);

        OrchestrationMetadata ended = await instance.EndAsync();
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.FailureDetails}");
        if (point.End is { } end)
            Assert.Equal(end, RequestInstances.Progress(ended)?.Status);
    }

    [Theory]
    [MemberData(nameof(Waiting))]
    public async Task Left_alone_it_expires(string version, string name)
    {
        await using InFlight instance = await LoadAsync(version, name, late: TimeSpan.FromHours(1));

        OrchestrationMetadata ended = await instance.EndAsync();

        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.FailureDetails}");
        Assert.Equal(RequestStatus.Expired, RequestInstances.Progress(ended)?.Status);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Nothing_that_it_was_given_or_has_given_is_overlooked(string version, string name)
    {
        Payload[] payloads = [.. Payload.Of(await ReadAsync(version, name))];

        Assert.NotEmpty(payloads);
        Assert.All(payloads, payload => Assert.True(payload.IsReadWhole(), $"{payload.Type.Name} has not all of the recorded {payload.What}: {payload.Recorded}"));
    }

    [Fact]
    public async Task The_present_version_is_recorded()
    {
        string version = await InFlight.PresentVersionAsync();
        WaitingPoint[] missing = [.. WaitingPoint.All.Where(point => !File.Exists(FileOf(RecordedHistory.Folder, version, point.Name)))];
        if (missing.Length == 0)
            return;
        string root = typeof(RecordedHistoryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
        string folder = Path.Combine(root, "ContractAttach.Tests", "Upgrade");
        Directory.CreateDirectory(Path.Combine(folder, version));
        foreach (WaitingPoint point in missing)
            await RecordedHistory.WriteAsync(FileOf(folder, version, point.Name), await RecordAsync(version, point), Cancellation);
        Assert.Fail($"Of version {version}, {string.Join(", ", missing.Select(point => point.Name))} were new, and were recorded to {folder}: look at them, keep them, and leave them as they are once the version is deployed.");
    }

    private static async Task<InstanceRow> RecordAsync(string version, WaitingPoint point)
    {
        InMemoryInstanceStore store = new();
        await using (InFlight instance = await InFlight.StartAsync(store, WaitingPoint.Began, point.Stuck))
        {
            await instance.BeginAsync(point, version);
            await point.Reach(instance);
        }

        return (await store.ReadAsync(InFlight.Id, Cancellation))!;
    }

    private static WaitingPoint Point(string name) => WaitingPoint.All.Single(point => point.Name == name);

    private static string FileOf(string folder, string version, string name) => Path.Combine(folder, version, name + ".txt");

    private static Task<InstanceRow> ReadAsync(string version, string name) => RecordedHistory.ReadAsync(FileOf(RecordedHistory.Folder, version, name), Cancellation);

    private static async Task<InFlight> LoadAsync(string version, string name, TimeSpan late = default)
    {
        InMemoryInstanceStore store = new();
        InstanceRow row = await ReadAsync(version, name);
        await store.InsertAsync(row, Cancellation);
        return await InFlight.StartAsync(store, row.UpdatedAt + late);
    }
}
