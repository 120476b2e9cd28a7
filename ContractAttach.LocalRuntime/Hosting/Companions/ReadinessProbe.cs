using ContractAttach.LocalRuntime.Hosting.Settings;

namespace ContractAttach.LocalRuntime.Hosting.Companions;

/// <summary>Asks a companion program whether it is ready.</summary>
internal sealed class ReadinessProbe : IDisposable
{
    /// <summary>A first start may have to install what the program needs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Where nothing listens the answer is immediate; where something does, a busy machine may take seconds.
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Whether the address answers with a success within 10 s.</summary>
    public async Task<bool> IsReadyAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await _client.GetAsync(address, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>The digest of a setting that a program which is ready answers with; null where it answers none.</summary>
    public async Task<string?> SettingDigestAsync(Uri address, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _client.GetAsync(address, cancellationToken);
        return answer.Headers.TryGetValues(SettingDigest.Header, out IEnumerable<string>? digests) ? string.Concat(digests) : null;
    }

    /// <summary>Waits until the address answers; a program that ends first, or takes too long, stops the start.</summary>
    public async Task WaitAsync(Uri address, CompanionProcess process, CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(address, cancellationToken))
        {
            if (process.ExitCode is { } code)
                throw process.Failure($"ended with exit code {code} before it was ready");
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw process.Failure($"was not ready at {address} within {Patience.TotalSeconds:0} s");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();
}
