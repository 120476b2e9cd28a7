using Azure.Data.Tables;
using ContractAttach.Contracts;
using ContractAttach.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ContractAttach.Functions.Contracts;

/// <summary>
/// Fills the directory of a developer's machine while it is empty, from the file beside the program that <c>Samples:Contracts</c>
/// names: there is something to attach from the first start.
/// </summary>
internal sealed class SampleContracts(Tables tables, ContractImporter importer, IConfiguration configuration, IHostEnvironment environment) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment() || configuration["Samples:Contracts"] is not { Length: > 0 } path)
            return;
        if (await tables.Contracts.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellationToken).AnyAsync(cancellationToken))
            return;

        // Nothing is attached yet, so nothing has to be done around it.
        await using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, path));
        await importer.ImportAsync(file, changing: null, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
