namespace Microsoft.DurableTask;

/// <summary>Gives an untyped input to a typed task.</summary>
internal static class TaskInput
{
    /// <summary>The input as <typeparamref name="T"/>; null becomes its default value.</summary>
    internal static T As<T>(object? input) => input switch
    {
        T typed => typed,
        null => default!,
        _ => throw new ArgumentException($"The input is a {input.GetType()} where a {typeof(T)} is expected.", nameof(input)),
    };
}
