using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.Tests.Codes;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace ContractAttach.Tests.Attachments;

/// <summary>What it costs to wait for a request to move on.</summary>
public sealed class RequestWatchTests
{
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly Mock<DurableTaskClient> _durable = new("test");
    private readonly RequestInstances _instances;

    public RequestWatchTests()
    {
        _instances = new RequestInstances(null!, null!, CodeBooks.One(), Options.Create(new AttachmentOptions()), _time);
        _durable.Setup(client => client.GetInstancesAsync("id", true, It.IsAny<CancellationToken>())).ReturnsAsync(new OrchestrationMetadata("AttachContract", "id"));
    }

    [Fact]
    public async Task It_asks_no_more_than_twice_a_second_and_ends_with_its_time()
    {
        DateTimeOffset began = _time.GetUtcNow();
        Task watch = _instances.WatchAsync(_durable.Object, "id", _ => true, s_wait, TestContext.Current.CancellationToken);
        await Patience.UntilAsync(() => watch.IsCompleted, "the end of the watch", PassAsync);
        await watch;

        Assert.True(_time.GetUtcNow() - began >= s_wait);
        Assert.InRange(_durable.Invocations.Count, 2, 50);
    }

    [Fact]
    public async Task It_asks_no_more_once_its_caller_has_gone()
    {
        using var gone = new CancellationTokenSource();
        Task watch = _instances.WatchAsync(_durable.Object, "id", _ => true, s_wait, gone.Token);
        await PassAsync();
        int asked = _durable.Invocations.Count;
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
        _time.Advance(s_wait);
        Assert.Equal(asked, _durable.Invocations.Count);
    }

    [Fact]
    public async Task An_engine_that_tells_of_the_end_is_heard_at_once()
    {
        TaskCompletionSource<OrchestrationMetadata> told = Tells();
        DateTimeOffset began = _time.GetUtcNow();

        Task<AttachProgress?> watch = _instances.WatchEndAsync(_durable.Object, "id", TestContext.Current.CancellationToken);
        Stands(ended: true);
        told.SetResult(Instance(ended: true));

        Assert.NotNull((await watch)!.EndedAt);
        Assert.Equal(began, _time.GetUtcNow());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_is_seen_where_the_engine_tells_nothing_of_it(bool fails)
    {
        TaskCompletionSource<OrchestrationMetadata> told = Tells();
        if (fails)
            told.SetException(new InvalidOperationException("The engine is away."));
        Stands(ended: false);

        Task<AttachProgress?> watch = _instances.WatchEndAsync(_durable.Object, "id", TestContext.Current.CancellationToken);
        Assert.False(watch.IsCompleted);
        Stands(ended: true);
        await Patience.UntilAsync(() => watch.IsCompleted, "the end to be seen", PassAsync);

        Assert.NotNull((await watch)!.EndedAt);
        Assert.True(told.Task.IsCompleted);
    }

    [Fact]
    public async Task It_waits_for_the_end_for_a_second_at_the_most()
    {
        Tells();
        Stands(ended: false);
        DateTimeOffset began = _time.GetUtcNow();

        Task<AttachProgress?> watch = _instances.WatchEndAsync(_durable.Object, "id", TestContext.Current.CancellationToken);
        await Patience.UntilAsync(() => watch.IsCompleted, "the end of the watch", PassAsync);

        Assert.Equal(RequestStatus.Attaching, (await watch)!.Status);
        Assert.True(_time.GetUtcNow() - began >= TimeSpan.FromSeconds(1));
    }

    private TaskCompletionSource<OrchestrationMetadata> Tells()
    {
        TaskCompletionSource<OrchestrationMetadata> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _durable
            .Setup(client => client.WaitForInstanceCompletionAsync("id", It.IsAny<CancellationToken>()))
            .Returns((string _, CancellationToken cancellation) =>
            {
                cancellation.Register(() => told.TrySetCanceled(cancellation));
                return told.Task;
            });
        return told;
    }

    private void Stands(bool ended) =>
        _durable.Setup(client => client.GetInstanceAsync("id", true, It.IsAny<CancellationToken>())).ReturnsAsync(Instance(ended));

    private OrchestrationMetadata Instance(bool ended) => new("AttachContract", "id")
    {
        DataConverter = JsonDataConverter.Default,
        SerializedCustomStatus = JsonDataConverter.Default.Serialize(new AttachProgress(
            ended ? RequestStatus.Attached : RequestStatus.Attaching, 1, 2, 5, null, null, false, null, ended ? _time.GetUtcNow().UtcDateTime : null, null, 1, [])),
    };

    private async Task PassAsync()
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        await Task.Yield();
    }
}
