namespace ContractAttach.Contracts;

/// <summary>By what a contract is found.</summary>
internal static class ContractLookups
{
    /// <summary>The lines that are the contract's alone: none once it is terminated.</summary>
    public static IEnumerable<string> KeptLines(this Contract contract) =>
        contract.Status == ContractStatus.Terminated ? [] : contract.Lines.Select(line => line.Number);

    /// <summary>Whether the line is the contract's alone.</summary>
    public static bool Keeps(this Contract contract, string lineNumber) => contract.KeptLines().Contains(lineNumber);
}
