using Azure.Core;
using Azure.Core.Pipeline;
using ContractAttach.Tests.Storage;

namespace ContractAttach.Tests.Application;

/// <summary>What comes between an application and its tables: something else that happens first, or the death of its process.</summary>
public sealed class StorageInterrupts : HttpPipelinePolicy
{
    private readonly Lock _gate = new();
    private int _writesLeft = int.MaxValue;
    private bool _dead;
    private (string Where, Func<Task> What)? _before;

    /// <summary>Has the process die at the n-th write from now, from 1: that one and all that follow are lost.</summary>
    public void DieAt(int write) => Set(() => _writesLeft = write);

    /// <summary>Starts the process again.</summary>
    /// <returns>Whether it had died.</returns>
    public bool Revive()
    {
        bool died = false;
        Set(() => (died, _dead, _writesLeft) = (_dead, false, int.MaxValue));
        return died;
    }

    /// <summary>Has something happen, once, before a write to an address that bears this text.</summary>
    public void Before(string where, Func<Task> what) => Set(() => _before = (where, what));

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Request.Method != RequestMethod.Get)
        {
            await (Take(Uri.UnescapeDataString(message.Request.Uri.ToString()))?.Invoke() ?? Task.CompletedTask);
            if (Dies())
                throw new ProcessDiedException();
        }

        await ProcessNextAsync(message, pipeline);
    }

    private void Set(Action set)
    {
        lock (_gate)
            set();
    }

    private Func<Task>? Take(string address)
    {
        lock (_gate)
        {
            if (_before is not { } before || !address.Contains(before.Where, StringComparison.Ordinal))
                return null;
            _before = null;
            return before.What;
        }
    }

    private bool Dies()
    {
        lock (_gate)
            return _dead |= --_writesLeft <= 0;
    }
}
