namespace ContractAttach.Tests.Attachments;

/// <summary>A durable timer that the test fires.</summary>
internal sealed class ScriptedTimer(DateTime due)
{
    private readonly TaskCompletionSource _fired = new();

    public DateTime Due { get; } = due;

    public Task Task => _fired.Task;

    public bool IsCancelled => _fired.Task.IsCanceled;

    public bool IsLive => !_fired.Task.IsCompleted;

    public void Fire() => _fired.TrySetResult();

    public void Cancel() => _fired.TrySetCanceled();
}
