using ContractAttach.LocalRuntime.Hosting.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ContractAttach.LocalRuntime.Hosting.Companions;

/// <summary>
/// Has the companion programs ready before anything else starts: one that answers already is reused, one that does not is started, and
/// ended again with the application. An application that is killed leaves them running, for the next start to reuse.
/// </summary>
internal sealed class CompanionPrograms(IReadOnlyList<Companion> companions, LocalHostOptions options, IConfiguration settings) : IHostedService, IAsyncDisposable
{
    private readonly List<CompanionProcess> _started = [];

    /// <summary>Where messages about them go.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.GetValue<bool>("Companions:Disabled"))
            return;
        using var probe = new ReadinessProbe();
        foreach (Companion companion in companions)
        {
            Uri ready = Uri.TryCreate(companion.Ready, UriKind.Absolute, out Uri? uri)
                ? uri
                : throw new StartupException($"Companion {companion.Name}: its Ready address '{companion.Ready}' is no URL; correct it in local.settings.json.");
            if (await probe.IsReadyAsync(ready, cancellationToken))
            {
                if (companion.SameSetting is not "" and var setting && await probe.SettingDigestAsync(ready, cancellationToken) != SettingDigest.Of(Value(setting)))
                    throw new StartupException($"The {companion.Name} that answers at {ready.GetLeftPart(UriPartial.Authority)} has another {setting} than this application, so that it would refuse its calls: stop it (an earlier start or one in another folder has left it running), then start again.");
                await Output.WriteLineAsync($"{companion.Name} already answers at {ready.GetLeftPart(UriPartial.Authority)}: it is used, and is left running when this ends.");
                continue;
            }
            CompanionProcess process = CompanionProcess.Start(companion, options);
            _started.Add(process);
            await Output.WriteLineAsync($"Starting {companion.Name} at {ready.GetLeftPart(UriPartial.Authority)} (its output: {process.LogFile}).");
            await probe.WaitAsync(ready, process, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_started.Select(p => p.StopAsync()));
        _started.Clear();
    }

    private string? Value(string setting) => settings[setting.Replace("__", ":", StringComparison.Ordinal)];
}
