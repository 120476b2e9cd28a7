using ContractAttach.LocalRuntime.Hosting.Functions;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.LocalRuntime.Hosting.Durable;

/// <summary>Runs what the engine invokes, each time in a scope of its own.</summary>
/// <param name="invoker">The application's pipeline.</param>
/// <param name="scopes">Where scopes come from.</param>
/// <param name="stopped">Cancelled once the engine has stopped, for what it did not wait for: an activity cancelled earlier would count as failed.</param>
internal sealed class ScopedInvoker(FunctionInvoker invoker, IServiceScopeFactory scopes, CancellationToken stopped)
{
    public async Task<object?> InvokeAsync(Function function, object? triggerValue, object? input, string instanceId)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var data = new Dictionary<string, object?> { ["instanceId"] = instanceId };
        return await invoker.InvokeAsync(new Invocation(function, triggerValue, scope.ServiceProvider, stopped, data) { Input = input });
    }
}
