namespace Microsoft.Azure.Functions.Worker;

/// <summary>A binding as the function's code declares it.</summary>
public abstract class BindingMetadata
{
    /// <summary>The name of the parameter.</summary>
    public abstract string Name { get; }

    /// <summary>Its kind, as host and worker call it: <c>httpTrigger</c>, <c>timerTrigger</c>, <c>durableClient</c>, ….</summary>
    public abstract string Type { get; }

    /// <summary>Whether it brings or takes.</summary>
    public abstract BindingDirection Direction { get; }
}
