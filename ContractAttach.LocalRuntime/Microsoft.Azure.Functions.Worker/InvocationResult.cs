namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function returned.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}
