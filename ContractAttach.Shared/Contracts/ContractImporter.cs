using ContractAttach.Storage;

namespace ContractAttach.Contracts;

/// <summary>Fills the directory from the operator's own: one contract a line, as JSON.</summary>
public sealed class ContractImporter(Tables tables, TimeProvider time)
{
    private const int MostErrors = 100;

    /// <summary>Takes the good lines and says what is wrong with the others. The same import again changes nothing.</summary>
    /// <param name="ndjson">One contract a line, each of at most 64 KiB; read as it comes, so its length costs no memory.</param>
    /// <param name="changing">
    /// Put around the writing of each change that ends links and requests; again where the import is repeated because it did not
    /// get that far. Its exception ends the import.
    /// </param>
    /// <param name="cancellationToken">Ends the import; what was taken stays.</param>
    public async Task<ImportResult> ImportAsync(
        Stream ndjson, ContractChanging? changing, CancellationToken cancellationToken)
    {
        var writer = new ContractWriter(tables, time, changing);
        List<ImportError> errors = [];
        int imported = 0;
        int replaced = 0;
        int rejected = 0;
        await foreach (NdjsonLine line in NdjsonReader.ReadAsync(ndjson, cancellationToken))
        {
            WriteOutcome outcome = await TakeAsync(writer, line, cancellationToken);
            if (outcome.Problem is null)
            {
                imported += outcome.Replaced ? 0 : 1;
                replaced += outcome.Replaced ? 1 : 0;
                continue;
            }

            if (rejected++ < MostErrors)
                errors.Add(new ImportError(line.Number, outcome.Problem));
        }

        return new ImportResult(imported, replaced, rejected, errors);
    }

    /// <summary>Takes a contract out of the directory; false where there is none.</summary>
    /// <param name="contractId">The contract.</param>
    /// <param name="changing">As in <see cref="ImportAsync"/>.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public Task<bool> DeleteAsync(string contractId, ContractChanging? changing, CancellationToken cancellationToken) =>
        ContractId.IsValid(contractId)
            ? new ContractWriter(tables, time, changing).DeleteAsync(contractId, cancellationToken)
            : Task.FromResult(false);

    private static async Task<WriteOutcome> TakeAsync(ContractWriter writer, NdjsonLine line, CancellationToken cancellationToken)
    {
        if (line.Json is not { } json)
            return new WriteOutcome(false, $"is longer than {NdjsonReader.LongestLine / 1024} KiB");

        (Contract? contract, string? problem) = ContractReader.Read(json);
        return contract is null ? new WriteOutcome(false, problem) : await writer.WriteAsync(contract, cancellationToken);
    }
}
