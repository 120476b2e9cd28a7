using ContractAttach.Notifications;

namespace ContractAttach.Benchmarks.Waiting;

/// <summary>An SMS service that accepts at once.</summary>
internal sealed class AcceptingSms : ISmsSender
{
    /// <inheritdoc/>
    public Task<SmsOutcome> SendAsync(SmsMessage message, CancellationToken cancellationToken) => Task.FromResult(new SmsOutcome(true, "accepted", null));
}
