using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ContractAttach.LocalRuntime.Hosting.Functions;

/// <summary>Runs invocations through the application's pipeline; the function itself is its last step.</summary>
internal sealed class FunctionInvoker
{
    private readonly FunctionExecutionDelegate _pipeline;

    public FunctionInvoker(IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
        => _pipeline = middleware.Reverse().Aggregate((FunctionExecutionDelegate)RunFunctionAsync, (next, step) => step(next));

    /// <summary>Runs one invocation. An orchestrator's goes on where the engine has it go on: nothing here leaves the caller's synchronization context.</summary>
    /// <returns>What the function, or a step in its place, gave.</returns>
    public async Task<object?> InvokeAsync(Invocation invocation)
    {
        using Activity? span = InvocationTrace.Start(invocation);
        try
        {
            await _pipeline(invocation);
            return invocation.GetInvocationResult().Value;
        }
        catch
        {
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private static async Task RunFunctionAsync(FunctionContext context)
    {
        var invocation = (Invocation)context;
        context.GetInvocationResult().Value = await invocation.Function.RunAsync(invocation);
    }
}
