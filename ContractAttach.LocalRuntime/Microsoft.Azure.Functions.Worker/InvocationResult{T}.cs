namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function returned, as a type.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The value; the pipeline may replace it.</summary>
    public abstract T? Value { get; set; }
}
