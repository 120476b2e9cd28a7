namespace ContractAttach.Contracts;

/// <summary>
/// Writes an import's contracts side by side as long as they name no line of each other; what comes of them is what would come of one
/// after the other, but that a line may be taken which only a later contract of the import gives up.
/// </summary>
internal sealed class ImportWindow(ContractWriter writer)
{
    // A contract is some five calls of storage, one after the other. So many contracts at once bring a call of 10 MB, some 20,000 of them, well
    // under the 230 seconds after which Azure's front end gives a call up: https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout.
    private const int Most = 16;

    private readonly Queue<(int Line, Contract? Contract, Task<WriteOutcome> Writing)> _begun = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly ImportTally _tally = new();

    /// <summary>Begins a line at once, unless it has to wait for others.</summary>
    /// <param name="line">Its number.</param>
    /// <param name="contract">Its contract; null where it cannot be read.</param>
    /// <param name="problem">Why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task AddAsync(int line, Contract? contract, string? problem, CancellationToken cancellationToken)
    {
        string[] names = contract is null ? [] : [.. Names(contract)];
        while (_begun.Count == Most || names.Any(_named.Contains))
            await TakeOldestAsync(cancellationToken);
        _named.UnionWith(names);
        _begun.Enqueue((line, contract, contract is null ? Task.FromResult(new WriteOutcome(false, problem)) : writer.WriteAsync(contract, cancellationToken)));
    }

    /// <summary>Waits for all of them.</summary>
    public async Task<ImportResult> EndAsync(CancellationToken cancellationToken)
    {
        while (_begun.Count > 0)
            await TakeOldestAsync(cancellationToken);
        return _tally.Result;
    }

    /// <summary>Waits until nothing is being written any more, whatever comes of it.</summary>
    public async Task SettleAsync()
    {
        Task all = Task.WhenAll(_begun.Select(begun => begun.Writing));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TakeOldestAsync(CancellationToken cancellationToken)
    {
        (int line, Contract? contract, Task<WriteOutcome> writing) = _begun.Peek();
        WriteOutcome outcome = await writing;

        // Refused for a line that one before it was about to lose: now all before it are written.
        if (contract is not null && outcome.Problem is not null)
            outcome = await writer.WriteAsync(contract, cancellationToken);
        _begun.Dequeue();
        if (contract is not null)
            _named.ExceptWith(Names(contract));
        _tally.Count(line, outcome);
    }

    private static IEnumerable<string> Names(Contract contract) => contract.Lines.Select(line => $"line:{line.Number}").Prepend($"contract:{contract.Id}");
}
