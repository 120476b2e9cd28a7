namespace ContractAttach.Contracts;

/// <summary>The operator's contracts: a port, since an operator has them in a system of its own.</summary>
public interface IContractDirectory
{
    /// <summary>The contract of that id, or null. One read whether it is known or not.</summary>
    Task<Contract?> GetAsync(string contractId, CancellationToken cancellationToken);

    /// <summary>
    /// The contract that has the line, whatever its status, or null. A line belongs to one contract that is not terminated.
    /// The same reads are done for a known and an unknown line, so that nothing tells them apart from outside.
    /// </summary>
    /// <param name="lineNumber">E.164 number or internet line reference, normalised.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Contract?> FindByLineAsync(string lineNumber, CancellationToken cancellationToken);

    /// <summary>The contracts under a customer number that are not terminated.</summary>
    Task<IReadOnlyList<Contract>> FindByCustomerAsync(string customerNumber, CancellationToken cancellationToken);
}
