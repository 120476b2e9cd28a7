namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>A step of the invocation pipeline, or all that follows one.</summary>
/// <param name="context">The invocation.</param>
/// <returns>Done when the step is.</returns>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
