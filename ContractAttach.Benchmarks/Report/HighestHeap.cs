namespace ContractAttach.Benchmarks.Report;

/// <summary>How much more lives on the heap while something runs than before it, looked at twice a second, each time after a collection.</summary>
internal sealed class HighestHeap : IDisposable
{
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _over = new();
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private readonly Task<long> _highest;

    private HighestHeap() => _highest = Task.Run(WatchAsync);

    /// <summary>Begins.</summary>
    public static HighestHeap Watch() => new();

    /// <summary>Ends.</summary>
    /// <returns>MiB.</returns>
    public async Task<double> MoreAsync()
    {
        await _over.CancelAsync();
        return (await _highest - _before) / 1048576.0;
    }

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();

    private async Task<long> WatchAsync()
    {
        long highest = 0;
        using PeriodicTimer timer = new(s_every);
        try
        {
            do
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true));
            while (await timer.WaitForNextTickAsync(_over.Token));
        }
        catch (OperationCanceledException)
        {
            // All is measured.
        }

        return highest;
    }
}
