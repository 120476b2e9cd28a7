namespace ContractAttach.Benchmarks.Attach;

/// <summary>What a channel and the line's user do with one of those that are measured.</summary>
internal interface IAttachFlow
{
    /// <summary>Attaches the contract of a mobile line.</summary>
    Task<AttachTiming> AttachAsync(Customer customer, string line, CancellationToken cancellationToken);
}
