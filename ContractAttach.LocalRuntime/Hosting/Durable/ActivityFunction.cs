using ContractAttach.LocalRuntime.Hosting.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ContractAttach.LocalRuntime.Hosting.Durable;

/// <summary>A function with an activity trigger, as the engine runs it.</summary>
internal sealed class ActivityFunction(Function function, ScopedInvoker invoker) : ITaskActivity
{
    public Type InputType { get; } = function.TriggerParameter.ParameterType is var type && type != typeof(FunctionContext) ? type : typeof(object);

    public Type OutputType => function.ResultType;

    public Task<object?> RunAsync(TaskActivityContext context, object? input)
        => invoker.InvokeAsync(function, triggerValue: input, input: null, context.InstanceId);
}
