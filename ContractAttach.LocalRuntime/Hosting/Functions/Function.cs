using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.LocalRuntime.Hosting.Functions;

/// <summary>A method with <see cref="FunctionAttribute"/>: what invokes it, and how its parameters are filled.</summary>
internal sealed class Function
{
    private readonly ObjectFactory? _createInstance;
    private readonly ParameterBinder[] _binders;
    private readonly PropertyInfo? _taskResult;

    public Function(string name, MethodInfo method)
    {
        (Name, Method, Parameters) = (name, method, method.GetParameters());
        ParameterInfo[] triggers = [.. Parameters.Where(p => p.GetCustomAttribute<TriggerBindingAttribute>() is not null)];
        if (triggers is not [var trigger])
            throw new StartupException($"Function {name} ({EntryPoint}) has {triggers.Length} trigger parameters: mark exactly one, with HttpTrigger, TimerTrigger, OrchestrationTrigger or ActivityTrigger.");
        (TriggerParameter, Trigger) = (trigger, trigger.GetCustomAttribute<TriggerBindingAttribute>()!);
        Definition = new MethodDefinition(this);

        _createInstance = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.ReflectedType!, []);
        _binders = [.. Parameters.Select(p => ParameterBinding.For(this, p))];
        if (method.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Task<>))
            _taskResult = type.GetProperty(nameof(Task<object>.Result));
        ResultType = _taskResult?.PropertyType ?? (method.ReturnType == typeof(Task) || method.ReturnType == typeof(void) ? typeof(object) : method.ReturnType);
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    /// <summary>The method's parameters, asked for once: hosts that start at the same time may be given different objects for one.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    public string EntryPoint => $"{Method.ReflectedType!.FullName}.{Method.Name}";

    public ParameterInfo TriggerParameter { get; }

    public TriggerBindingAttribute Trigger { get; }

    public HttpTriggerAttribute? HttpTrigger => Trigger as HttpTriggerAttribute;

    /// <summary>The trigger's kind as host and worker call it.</summary>
    public string TriggerType => ParameterBinding.TypeName(Trigger);

    public MethodDefinition Definition { get; }

    /// <summary>What it gives, once awaited; object where it gives nothing.</summary>
    public Type ResultType { get; }

    /// <summary>Makes the instance from the invocation's services, fills the parameters and runs the method.</summary>
    public async Task<object?> RunAsync(Invocation invocation)
    {
        object? instance = _createInstance?.Invoke(invocation.InstanceServices, null);
        var arguments = new object?[_binders.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = await _binders[i](invocation);

        object? returned = Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (returned is not Task task)
            return returned;
        await task;
        return _taskResult?.GetValue(task);
    }
}
