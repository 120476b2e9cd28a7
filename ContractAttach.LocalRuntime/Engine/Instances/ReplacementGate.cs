namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Keeps apart a purge and a start that take the same ended instance's place: one at a time, for all of them, since both are rare.</summary>
internal sealed class ReplacementGate : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Enters; disposing leaves.</summary>
    internal async Task<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        return new Pass(_one);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private sealed class Pass(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
