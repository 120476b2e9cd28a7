namespace ContractAttach.LocalRuntime.Engine;

/// <summary>The call that waits for an instance's end.</summary>
/// <param name="Instance">The caller's instance id.</param>
/// <param name="Name">The caller's orchestrator.</param>
/// <param name="Execution">The caller's execution: a caller that has begun anew waits no longer.</param>
/// <param name="Id">The number of the call.</param>
internal sealed record ParentLink(string Instance, string Name, string Execution, int Id);
