namespace Microsoft.Azure.Functions.Worker;

/// <summary>The distributed trace that an invocation belongs to, as W3C Trace Context writes it.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c>.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c>.</summary>
    public abstract string TraceState { get; }
}
