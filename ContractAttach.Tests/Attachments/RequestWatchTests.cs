using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.Tests.Codes;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
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

    private async Task PassAsync()
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        await Task.Yield();
    }
}
