using Azure;
using ContractAttach.Notifications;
using ContractAttach.Notifications.Acs;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Notifications;

public sealed class ServiceGateTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceGate _gate;
    private int _calls;

    public ServiceGateTests() => _gate = new ServiceGate("test", _time);

    [Fact]
    public async Task A_blip_is_tried_again() =>
        Assert.Equal("done", await CallAsync(() => _calls < 3 ? throw new RequestFailedException(503, "no") : "done"));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(500, 3)]
    [InlineData(429, 1)]
    [InlineData(401, 1)]
    public async Task A_failure_is_told_after_few_tries(int status, int calls)
    {
        await Assert.ThrowsAsync<MessageNotSentException>(() => CallAsync(() => throw new RequestFailedException(status, "no")));
        Assert.Equal(calls, _calls);
    }

    [Fact]
    public async Task A_refusal_for_good_is_not_tried_again()
    {
        await Assert.ThrowsAsync<RequestFailedException>(() => CallAsync(() => throw new RequestFailedException(400, "no")));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_given_up()
    {
        MessageNotSentException thrown = await Assert.ThrowsAsync<MessageNotSentException>(() => Advancing(
            _gate.CallAsync(async token => { await Task.Delay(Timeout.InfiniteTimeSpan, token); return ""; }, TestContext.Current.CancellationToken)));
        Assert.Equal("TimeoutRejectedException", thrown.Failure);
    }

    [Fact]
    public async Task A_service_that_is_down_is_left_alone_for_seconds()
    {
        for (int i = 0; i < 5; i++)
            await Assert.ThrowsAsync<MessageNotSentException>(() => CallAsync(() => throw new RequestFailedException(503, "no")));
        int before = _calls;
        MessageNotSentException thrown = await Assert.ThrowsAsync<MessageNotSentException>(
            () => _gate.CallAsync(_ => { _calls++; return Task.FromResult("done"); }, TestContext.Current.CancellationToken));
        Assert.Equal("BrokenCircuitException", thrown.Failure);
        Assert.Equal(before, _calls);

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("done", await CallAsync(() => "done"));
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_not_told_of_the_service()
    {
        using CancellationTokenSource given = new();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gate.CallAsync(_ => Task.FromResult(""), given.Token));
    }

    private Task<string> CallAsync(Func<string> answer) => Advancing(_gate.CallAsync(
        _ =>
        {
            _calls++;
            return Task.FromResult(answer());
        },
        TestContext.Current.CancellationToken));

    /// <summary>Lets time pass until it is done.</summary>
    private async Task<string> Advancing(Task<string> call)
    {
        await Patience.UntilAsync(() => call.IsCompleted, "the end of the call", async () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        });
        return await call;
    }
}
