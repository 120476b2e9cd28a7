using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ContractAttach.Notifications;

namespace ContractAttach.Benchmarks.Allocation;

/// <summary>An SMS service that accepts at once, and tells whom it may concern the code that went to a line.</summary>
internal sealed partial class KeptSms : ISmsSender
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _codes = new();

    /// <summary>The code that goes to a line.</summary>
    public Task<string> CodeAsync(string line) => Of(line).Task;

    /// <inheritdoc/>
    public Task<SmsOutcome> SendAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Code().Match(message.Text) is { Success: true } code)
            Of(message.To).TrySetResult(code.Value);
        return Task.FromResult(new SmsOutcome(true, "accepted", null));
    }

    private TaskCompletionSource<string> Of(string line) => _codes.GetOrAdd(line, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    [GeneratedRegex(@"\b\d{8}\b")]
    private static partial Regex Code();
}
