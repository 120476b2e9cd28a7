using ContractAttach.Storage;

namespace ContractAttach.Contracts;

/// <summary>Fills the directory from the operator's own: one contract a line, as JSON.</summary>
public sealed class ContractImporter(Tables tables, TimeProvider time)
{
    /// <summary>Takes the good lines and says what is wrong with the others. The same import again changes nothing.</summary>
    /// <param name="ndjson">One contract a line, each of at most 64 KiB; read as it comes, so its length costs no memory.</param>
    /// <param name="changing">
    /// Put around the writing of each change that ends links and requests, of several contracts at once; again where the import is repeated because it did not
    /// get that far. Its exception ends the import.
    /// </param>
    /// <param name="cancellationToken">Ends the import; what was taken stays.</param>
    public async Task<ImportResult> ImportAsync(
        Stream ndjson, ContractChanging? changing, CancellationToken cancellationToken)
    {
        var window = new ImportWindow(new ContractWriter(tables, time, changing));
        try
        {
            await foreach (NdjsonLine line in NdjsonReader.ReadAsync(ndjson, cancellationToken))
            {
                (Contract? contract, string? problem) = Read(line);
                await window.AddAsync(line.Number, contract, problem, cancellationToken);
            }

            return await window.EndAsync(cancellationToken);
        }
        finally
        {
            await window.SettleAsync();
        }
    }

    /// <summary>Takes a contract out of the directory; false where there is none.</summary>
    /// <param name="contractId">The contract.</param>
    /// <param name="changing">As in <see cref="ImportAsync"/>.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public Task<bool> DeleteAsync(string contractId, ContractChanging? changing, CancellationToken cancellationToken) =>
        ContractId.IsValid(contractId)
            ? new ContractWriter(tables, time, changing).DeleteAsync(contractId, cancellationToken)
            : Task.FromResult(false);

    private static (Contract? Contract, string? Problem) Read(NdjsonLine line) => line.Json is { } json
        ? ContractReader.Read(json)
        : (null, $"is longer than {NdjsonReader.LongestLine / 1024} KiB");
}
