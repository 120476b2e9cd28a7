namespace Microsoft.DurableTask;

/// <summary>A list that is fetched page by page, as it is read.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>The pages.</summary>
    /// <param name="continuationToken">Where to begin; null for the beginning.</param>
    /// <param name="pageSizeHint">How many a page shall have.</param>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default);

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (T value in page.Values)
                yield return value;
        }
    }
}
