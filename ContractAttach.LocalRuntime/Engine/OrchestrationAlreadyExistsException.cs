namespace ContractAttach.LocalRuntime.Engine;

/// <summary>An instance of this id stands in the way of a start. The real one is an <see cref="InvalidOperationException"/> too.</summary>
internal sealed class OrchestrationAlreadyExistsException(InstanceRow row)
    : InvalidOperationException($"There is an instance '{row.InstanceId}' already: it is {row.Status}.");
