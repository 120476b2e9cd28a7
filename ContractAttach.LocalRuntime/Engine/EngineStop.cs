using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Ends the engine at once: because it was asked to, or because it cannot go on.</summary>
internal sealed partial class EngineStop(ILogger logger, Action stopApplication) : IDisposable
{
    private readonly CancellationTokenSource _now = new();

    /// <summary>Signalled when all work, also that of the store, is to be given up.</summary>
    internal CancellationToken Now => _now.Token;

    /// <summary>Whether it was because the engine could not go on.</summary>
    internal bool HasFaulted { get; private set; }

    /// <summary>Gives everything up.</summary>
    internal void Stop() => _now.Cancel();

    /// <summary>Gives everything up, and the application with it.</summary>
    internal void Fault(Exception cause)
    {
        if (_now.IsCancellationRequested)
            return;
        if (cause is StoreConflictException)
            LogForeignWriter(cause.Message);
        else
            LogFault(cause);
        HasFaulted = true;
        _now.Cancel();
        stopApplication();
    }

    /// <inheritdoc/>
    public void Dispose() => _now.Dispose();

    [LoggerMessage(Level = LogLevel.Critical, Message = "Something else has written to the durable engine's store, so the engine stops; see that one process alone uses this storage account and hubName. ({Reason})")]
    private partial void LogForeignWriter(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The durable engine cannot go on, so it stops.")]
    private partial void LogFault(Exception cause);
}
