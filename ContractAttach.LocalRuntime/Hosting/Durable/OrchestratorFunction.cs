using ContractAttach.LocalRuntime.Hosting.Functions;
using Microsoft.DurableTask;

namespace ContractAttach.LocalRuntime.Hosting.Durable;

/// <summary>A function with an orchestration trigger, as the engine runs it.</summary>
internal sealed class OrchestratorFunction(Function function, ScopedInvoker invoker) : ITaskOrchestrator
{
    public Type InputType { get; } = ParameterBinding.OrchestrationInput(function)?.ParameterType ?? typeof(object);

    public Type OutputType => function.ResultType;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        => invoker.InvokeAsync(function, context, input, context.InstanceId);
}
