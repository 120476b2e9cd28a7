using Azure.Core;
using Azure.Core.Pipeline;
using ContractAttach.Storage;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>How waiting for a request ends where nothing happens to it. Its clock stands still but for what the test lets pass.</summary>
public sealed class WaitingTests(DevServicesFixture services) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly RequestRead _read = new();
    private TestApplication _application = null!;
    private Deployment _deployment = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _application = await TestApplication.StartAsync(services, _time, replace => replace.AddSingleton(
            provider => new Tables(provider.GetRequiredService<IOptions<StorageOptions>>(), _read)));
        _deployment = new Deployment(_application.BaseUrl, new Uri(services.BaseUrl), _time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _deployment.Dispose();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task After_its_time_it_is_answered_with_what_there_is()
    {
        (Channel channel, string id) = await BeginAsync();

        Task<Reply> waiting = channel.WaitAsync(id, "awaitingContactDetails", 7);
        await _read.Task;
        Assert.False(waiting.IsCompleted);
        DateTimeOffset began = _time.GetUtcNow();
        await Patience.UntilAsync(() => waiting.IsCompleted, "the answer", () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return channel.RequestAsync(id);
        });

        Assert.Equal("awaitingContactDetails", (await waiting).Expect(200)["status"]);
        Assert.True(_time.GetUtcNow() - began >= TimeSpan.FromSeconds(7), "It has not waited.");
    }

    [Fact]
    public async Task It_is_answered_long_before_its_time_where_the_status_is_another()
    {
        (Channel channel, string id) = await BeginAsync();

        Task<Reply> waiting = channel.WaitAsync(id, "awaitingContactDetails", 20);
        await _read.Task;
        DateTimeOffset began = _time.GetUtcNow();
        Task<Reply> cancel = channel.CancelAsync(id);
        await Patience.UntilAsync(() => waiting.IsCompleted && cancel.IsCompleted, "both answers", () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            return channel.AccountAsync();
        });

        Assert.Equal("cancelled", (await waiting).Expect(200)["status"]);
        Assert.Equal(204, (await cancel).Status);
        Assert.True(_time.GetUtcNow() - began < TimeSpan.FromSeconds(20), "It has waited to the end.");
    }

    [Fact]
    public async Task Where_the_service_stops_it_is_answered_with_what_there_is()
    {
        (Channel channel, string id) = await BeginAsync();

        Task<Reply> waiting = channel.WaitAsync(id, "awaitingContactDetails", 20);
        await _read.Task;
        await _application.StopAsync();

        Assert.Equal("awaitingContactDetails", (await waiting).Expect(200)["status"]);
    }

    private async Task<(Channel Channel, string Id)> BeginAsync()
    {
        Channel channel = await _deployment.CustomerAsync();
        string id = await channel.BeginAsync(await _deployment.ImportAsync(TestContract.Internet()));
        await channel.UntilAsync(id, "awaitingContactDetails");
        _read.Begin();
        return (channel, id);
    }

    /// <summary>Tells when the row of a request is read.</summary>
    private sealed class RequestRead : HttpPipelinePolicy
    {
        private TaskCompletionSource? _read;

        public Task Task => _read!.Task;

        public void Begin() => _read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Method == RequestMethod.Get && Uri.UnescapeDataString(message.Request.Uri.ToString()).Contains("RowKey='request:", StringComparison.Ordinal))
                _read?.TrySetResult();
        }
    }
}
