namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is ended from outside.</summary>
/// <param name="Output">The output it shall have.</param>
/// <param name="Recursive">Whether its sub-orchestrations are ended too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
