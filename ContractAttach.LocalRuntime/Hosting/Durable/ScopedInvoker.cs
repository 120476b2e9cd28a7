using ContractAttach.LocalRuntime.Hosting.Functions;

namespace ContractAttach.LocalRuntime.Hosting.Durable;

/// <summary>Runs what the engine invokes, in the scope of that activity or episode.</summary>
/// <param name="invoker">The application's pipeline.</param>
/// <param name="scoped">The scope's services.</param>
/// <param name="stopped">Cancelled once the engine has stopped, for what it did not wait for: an activity cancelled earlier would count as failed.</param>
internal sealed class ScopedInvoker(FunctionInvoker invoker, IServiceProvider scoped, CancellationToken stopped)
{
    public Task<object?> InvokeAsync(Function function, object? triggerValue, object? input, string instanceId)
    {
        var data = new Dictionary<string, object?> { ["instanceId"] = instanceId };
        return invoker.InvokeAsync(new Invocation(function, triggerValue, scoped, stopped, data) { Input = input });
    }
}
