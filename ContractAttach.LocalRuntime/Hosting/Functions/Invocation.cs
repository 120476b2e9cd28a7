using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.LocalRuntime.Hosting.Functions;

/// <summary>One invocation of a function.</summary>
internal sealed class Invocation : FunctionContext
{
    private readonly Data _data;

    public Invocation(Function function, object? triggerValue, IServiceProvider services, CancellationToken cancellationToken, IReadOnlyDictionary<string, object?>? bindingData = null)
    {
        (Function, TriggerValue, InstanceServices, CancellationToken) = (function, triggerValue, services, cancellationToken);
        _data = new Data(bindingData ?? new Dictionary<string, object?>());
        Features.Set<InvocationResult>(new Result());
    }

    public Function Function { get; }

    /// <summary>What the trigger's parameter takes.</summary>
    public object? TriggerValue { get; }

    /// <summary>An orchestrator's input.</summary>
    public object? Input { get; init; }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override TraceContext TraceContext { get; } = new Trace(Activity.Current);

    public override BindingContext BindingContext => _data;

    public override RetryContext RetryContext { get; } = new FirstTry();

    public override IServiceProvider InstanceServices { get; set; }

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken { get; }

    private sealed class Data(IReadOnlyDictionary<string, object?> values) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => values;
    }

    private sealed class Result : InvocationResult
    {
        public override object? Value { get; set; }
    }

    private sealed class Trace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? "";

        public override string TraceState => activity?.TraceStateString ?? "";
    }

    private sealed class FirstTry : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
