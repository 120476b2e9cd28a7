namespace ContractAttach.Contracts;

/// <summary>What is done around the writing of a change that ends links and requests.</summary>
/// <param name="change">The change.</param>
/// <param name="write">Writes it. False where somebody else wrote the contract first: then all begins anew, with another change or none.</param>
/// <param name="cancellationToken">Ends it; the same import again does what is left, unless the contract was written.</param>
/// <returns>What <paramref name="write"/> returned.</returns>
public delegate Task<bool> ContractChanging(ContractChange change, Func<CancellationToken, Task<bool>> write, CancellationToken cancellationToken);
