using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.Tests.Codes;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Moq.Language.Flow;
using Xunit;

namespace ContractAttach.Tests.Attachments;

/// <summary>What it costs to wait for a request to move on.</summary>
public sealed class RequestWatchTests
{
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly Mock<DurableTaskClient> _durable = new("test");
    private readonly RequestInstances _instances;
    private DateTimeOffset? _givenUp;

    public RequestWatchTests()
    {
        _instances = new RequestInstances(null!, null!, CodeBooks.One(), Options.Create(new AttachmentOptions()), _time);
        Looks().ReturnsAsync(new OrchestrationMetadata("AttachContract", "id"));
    }

    [Fact]
    public async Task It_asks_no_more_than_twice_a_second_and_ends_with_its_time()
    {
        DateTimeOffset began = _time.GetUtcNow();
        Task<AttachProgress?> watch = _instances.WatchAsync(_durable.Object, "id", _ => true, s_wait, TestContext.Current.CancellationToken);
        await EndOfAsync(watch);

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

        Task<AttachProgress> watch = WatchEnd(Progress(ended: false));
        Stands(ended: true);
        told.SetResult(Instance(ended: true));

        Assert.NotNull((await watch).EndedAt);
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

        Task<AttachProgress> watch = WatchEnd(Progress(ended: false));
        Assert.False(watch.IsCompleted);
        Stands(ended: true);
        Assert.NotNull((await EndOfAsync(watch)).EndedAt);
        Assert.True(told.Task.IsCompleted);
    }

    [Fact]
    public async Task It_waits_for_the_end_for_a_second_at_the_most()
    {
        Tells();
        Stands(ended: false);
        DateTimeOffset began = _time.GetUtcNow();

        Task<AttachProgress> watch = WatchEnd(Progress(ended: false));

        Assert.Equal(RequestStatus.Attaching, (await EndOfAsync(watch)).Status);
        Assert.Equal(TimeSpan.FromSeconds(1), _givenUp - began);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_known_before_the_end_stands_whatever_becomes_of_the_engine(bool fails)
    {
        Tells().SetException(new InvalidOperationException("The engine has stopped."));
        if (fails)
            Looks().ThrowsAsync(new InvalidOperationException("The engine has stopped."));
        else
            Looks().ReturnsAsync((OrchestrationMetadata?)null);

        await KnownStandsAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_end_that_cannot_be_read_is_waited_for_no_longer_than_others(bool told)
    {
        TaskCompletionSource<OrchestrationMetadata> tells = Tells();
        if (told)
            tells.SetResult(Instance(ended: true));
        Looks().Returns(HangAsync);

        await KnownStandsAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_input_is_answered_in_time_where_the_engine_does_not_take_it_or_does_not_say_what_came_of_it(bool takes)
    {
        _durable
            .Setup(client => client.RaiseEventAsync("id", RequestInput.EventName, It.IsAny<object?>(), It.IsAny<CancellationToken>()))
            .Returns((string _, string _, object? _, CancellationToken cancellation) => takes ? Task.CompletedTask : HangAsync("id", false, cancellation));
        Looks().Returns(HangAsync);
        DateTimeOffset began = _time.GetUtcNow();

        Task<AttachProgress?> ask = _instances.AskAsync(
            _durable.Object, new RequestRow { RowKey = RequestRow.KeyOf("id") }, new RequestInput(InputKind.Cancel), _ => true, TestContext.Current.CancellationToken);

        Assert.Null(await EndOfAsync(ask));
        Assert.Equal(TimeSpan.FromSeconds(4), _givenUp - began);
    }

    private TaskCompletionSource<OrchestrationMetadata> Tells()
    {
        TaskCompletionSource<OrchestrationMetadata> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _durable
            .Setup(client => client.WaitForInstanceCompletionAsync("id", It.IsAny<CancellationToken>()))
            .Returns((string _, CancellationToken cancellation) =>
            {
                cancellation.Register(() =>
                {
                    _givenUp = _time.GetUtcNow();
                    told.TrySetCanceled(cancellation);
                });
                return told.Task;
            });
        return told;
    }

    private void Stands(bool ended) => Looks().ReturnsAsync(Instance(ended));

    private ISetup<DurableTaskClient, Task<OrchestrationMetadata?>> Looks() =>
        _durable.Setup(client => client.GetInstanceAsync("id", true, It.IsAny<CancellationToken>()));

    private async Task<OrchestrationMetadata?> HangAsync(string id, bool all, CancellationToken cancellation)
    {
        // By the clock as it passes: whoever waits hears of it any time later.
        cancellation.Register(() => _givenUp = _time.GetUtcNow());
        await Task.Delay(Timeout.Infinite, cancellation);
        return null;
    }

    private Task<AttachProgress> WatchEnd(AttachProgress known) => _instances.WatchEndAsync(_durable.Object, "id", known, TestContext.Current.CancellationToken);

    private async Task KnownStandsAsync()
    {
        AttachProgress known = Progress(ended: false);
        Assert.Same(known, await EndOfAsync(WatchEnd(known)));
    }

    private AttachProgress Progress(bool ended) => new(
        ended ? RequestStatus.Attached : RequestStatus.Attaching, 1, 2, 5, null, null, false, null, ended ? _time.GetUtcNow().UtcDateTime : null, null, 1, []);

    private OrchestrationMetadata Instance(bool ended) => new("AttachContract", "id")
    {
        DataConverter = JsonDataConverter.Default,
        SerializedCustomStatus = JsonDataConverter.Default.Serialize(Progress(ended)),
    };

    // Time passes until it has ended.
    private async Task<T> EndOfAsync<T>(Task<T> watch)
    {
        await Patience.UntilAsync(() => watch.IsCompleted, "the end of the watch", PassAsync);
        return await watch;
    }

    private async Task PassAsync()
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        await Task.Yield();
    }
}
