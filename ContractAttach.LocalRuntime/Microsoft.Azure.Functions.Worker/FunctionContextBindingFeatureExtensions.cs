namespace Microsoft.Azure.Functions.Worker;

/// <summary>What an invocation took and gave.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>What the function returned, for the pipeline to read or replace.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The result; its value is null before the function has run.</returns>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
        => context.Features.Get<InvocationResult>() ?? throw new InvalidOperationException("This context was not made by the host.");
}
