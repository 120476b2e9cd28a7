namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger brought along.</summary>
public abstract class BindingContext
{
    /// <summary>By name: the route values of an HTTP trigger.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
