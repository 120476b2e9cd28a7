namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>A step of the invocation pipeline, for every kind of trigger; one instance serves all invocations.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs the step. Not calling <paramref name="next"/> leaves the function out.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">What follows.</param>
    /// <returns>Done when the step is.</returns>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
