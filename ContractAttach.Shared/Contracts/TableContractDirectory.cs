using Azure.Data.Tables;
using ContractAttach.Storage;

namespace ContractAttach.Contracts;

/// <summary>The directory as the operator's import has filled it.</summary>
internal sealed class TableContractDirectory(Tables tables) : IContractDirectory
{
    // No contract has this id: a colon is in none.
    private const string NoContract = ":";

    private readonly TableClient _table = tables.Contracts;

    /// <inheritdoc/>
    public Task<Contract?> GetAsync(string contractId, CancellationToken cancellationToken) =>
        ReadAsync(ContractId.IsValid(contractId) ? contractId : NoContract, cancellationToken);

    /// <inheritdoc/>
    public async Task<Contract?> FindByLineAsync(string lineNumber, CancellationToken cancellationToken)
    {
        LineRow? line = await _table.FindAsync<LineRow>(LineRow.Partition(lineNumber), LineRow.Key, cancellationToken);
        Contract? contract = await ReadAsync(line?.ContractId ?? NoContract, cancellationToken);
        return contract is not null && contract.Keeps(lineNumber) ? contract : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Contract>> FindByCustomerAsync(string customerNumber, CancellationToken cancellationToken)
    {
        List<Contract> contracts = [];
        string partition = CustomerRow.Partition(customerNumber);
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            Contract? contract = await ReadAsync(row.RowKey, cancellationToken);
            if (contract is { Status: not ContractStatus.Terminated } && contract.CustomerNumber == customerNumber)
                contracts.Add(contract);
        }

        return contracts;
    }

    private async Task<Contract?> ReadAsync(string contractId, CancellationToken cancellationToken)
    {
        ContractRow? row = await _table.FindAsync<ContractRow>(ContractRow.Partition(contractId), contractId, cancellationToken);
        return row?.ToContract();
    }
}
