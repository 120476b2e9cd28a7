namespace ContractAttach.Contracts;

/// <summary>A change of a contract that ends its links and open requests: another customer number, a line less, or its deletion.</summary>
/// <param name="Old">The contract as the directory still has it.</param>
/// <param name="New">The contract as it will be; null where it is deleted.</param>
/// <param name="LostLines">The lines that it no longer has.</param>
public sealed record ContractChange(Contract Old, Contract? New, IReadOnlyList<ContractLine> LostLines);
