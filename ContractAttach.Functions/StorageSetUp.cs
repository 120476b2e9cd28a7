using ContractAttach.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions;

/// <summary>Creates the tables before the first call is served, and serves none on those that a restore has not filled yet.</summary>
internal sealed class StorageSetUp(Tables tables) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await tables.EnsureCreatedAsync(cancellationToken);
        if (await tables.AreHalfRestoredAsync(cancellationToken))
        {
            throw new OptionsValidationException(StorageOptions.Section, typeof(StorageOptions),
                ["Section Storage of the settings names tables into which a backup is not yet wholly restored: let the restore come to its end, by the same command where it broke off, then start."]);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
