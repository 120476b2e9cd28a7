using Azure.Data.Tables;
using ContractAttach.Storage;

namespace ContractAttach.Contracts;

/// <summary>
/// Writes contracts with their look-ups. What is found comes first and what is lost goes before the contract's own row, which comes last:
/// a write that died half-way is made good by the same write again, and a look-up counts only where the contract says the same.
/// </summary>
internal sealed class ContractWriter(Tables tables, TimeProvider time, ContractChanging? changing)
{
    // How long the contract of a claimed line may take to be written. Then the line is anybody's.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly TableClient _table = tables.Contracts;

    /// <summary>Makes or replaces a contract.</summary>
    public async Task<WriteOutcome> WriteAsync(Contract contract, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            ContractRow? old = await ReadAsync(contract.Id, cancellationToken);
            (List<LineRow> claims, string? problem) = await WantedLinesAsync(contract, cancellationToken);
            if (problem is not null)
                return new WriteOutcome(old is not null, problem);

            ContractRow row = ContractRow.Of(contract);
            row.ETag = old?.ETag ?? default;
            if (await TryClaimAsync(claims, cancellationToken))
            {
                if (await ChangeAsync(old?.ToContract(), contract, cancel => _table.TryWriteAsync(row, cancel), cancellationToken))
                    return new WriteOutcome(old is not null, null);
            }

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    /// <summary>Deletes a contract; false where there is none.</summary>
    public async Task<bool> DeleteAsync(string contractId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            if (await ReadAsync(contractId, cancellationToken) is not { } old)
                return false;

            if (await ChangeAsync(old.ToContract(), null, cancel => _table.TryDeleteAsync(old, cancel), cancellationToken))
                return true;

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    private Task<ContractRow?> ReadAsync(string contractId, CancellationToken cancellationToken) =>
        _table.FindAsync<ContractRow>(ContractRow.Partition(contractId), contractId, cancellationToken);

    private Task<LineRow?> ReadLineAsync(string number, CancellationToken cancellationToken) =>
        _table.FindAsync<LineRow>(LineRow.Partition(number), LineRow.Key, cancellationToken);

    /// <summary>The rows to write for the lines that are not the contract's yet, or why it cannot have one.</summary>
    private async Task<(List<LineRow> Claims, string? Problem)> WantedLinesAsync(Contract contract, CancellationToken cancellationToken)
    {
        List<LineRow> claims = [];
        foreach (string number in contract.KeptLines())
        {
            LineRow row = await ReadLineAsync(number, cancellationToken) ?? new LineRow { PartitionKey = LineRow.Partition(number) };
            if (row.ContractId == contract.Id)
                continue;

            if (row.ContractId.Length > 0)
            {
                ContractRow? owner = await ReadAsync(row.ContractId, cancellationToken);
                if (owner?.ToContract().Keeps(number) == true)
                    return ([], $"lines: {LineMask.Screen(number)} belongs to contract {row.ContractId}, which is not terminated");
                if (time.GetUtcNow() - row.ClaimedAt < Grace)
                    return ([], $"lines: {LineMask.Screen(number)} is being given to contract {row.ContractId} by another import; import this line again in a minute");
            }

            row.ContractId = contract.Id;
            row.ClaimedAt = time.GetUtcNow();
            claims.Add(row);
        }

        return (claims, null);
    }

    private async Task<bool> TryClaimAsync(List<LineRow> claims, CancellationToken cancellationToken)
    {
        foreach (LineRow claim in claims)
        {
            if (!await _table.TryWriteAsync(claim, cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>Writes look-ups and contract, with what is to be done around it where links and requests end.</summary>
    /// <returns>False where somebody else wrote the contract first.</returns>
    private Task<bool> ChangeAsync(Contract? old, Contract? @new, Func<CancellationToken, Task<bool>> writeRow, CancellationToken cancellationToken)
    {
        async Task<bool> WriteAsync(CancellationToken cancel)
        {
            await MoveAsync(old, @new, cancel);
            return await writeRow(cancel);
        }

        ContractLine[] lost = [.. (old?.Lines ?? []).ExceptBy(@new?.Lines.Select(line => line.Number) ?? [], line => line.Number)];
        return changing is not null && old is not null && (lost.Length > 0 || old.CustomerNumber != @new?.CustomerNumber)
            ? changing(new ContractChange(old, @new, lost), WriteAsync, cancellationToken)
            : WriteAsync(cancellationToken);
    }

    /// <summary>Makes and removes look-ups, from the old contract to the new one.</summary>
    private async Task MoveAsync(Contract? old, Contract? @new, CancellationToken cancellationToken)
    {
        string? newCustomer = CustomerPartition(@new);
        if (newCustomer is not null)
            await _table.UpsertEntityAsync(new TableEntity(newCustomer, @new!.Id), TableUpdateMode.Replace, cancellationToken);
        if (old is null)
            return;

        foreach (string number in old.KeptLines().Except(@new?.KeptLines() ?? []))
        {
            LineRow? row = await ReadLineAsync(number, cancellationToken);
            if (row?.ContractId == old.Id)
                await _table.TryDeleteAsync(row, cancellationToken);
        }

        if (CustomerPartition(old) is { } oldCustomer && oldCustomer != newCustomer)
            await _table.DeleteEntityAsync(oldCustomer, old.Id, cancellationToken: cancellationToken);
    }

    private static string? CustomerPartition(Contract? contract) =>
        contract is null or { Status: ContractStatus.Terminated } ? null : CustomerRow.Partition(contract.CustomerNumber);
}
