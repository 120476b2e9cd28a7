namespace Microsoft.DurableTask;

/// <summary>Part of a longer list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class Page<T>
    where T : notnull
{
    /// <summary>Makes a page.</summary>
    /// <param name="values">What is on it.</param>
    /// <param name="continuationToken">Where the next one begins; null for the last.</param>
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    /// <summary>What is on it.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>Where the next one begins; null for the last.</summary>
    public string? ContinuationToken { get; }
}
