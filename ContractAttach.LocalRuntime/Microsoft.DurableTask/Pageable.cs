using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>Makes lists that are fetched page by page.</summary>
public static class Pageable
{
    /// <summary>A list whose pages a function fetches, given where to begin.</summary>
    public static AsyncPageable<T> Create<T>(Func<string?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return new FuncPageable<T>((continuation, _, cancellation) => pageFunc(continuation, cancellation));
    }

    /// <summary>A list whose pages a function fetches, given where to begin and how many are wanted.</summary>
    public static AsyncPageable<T> Create<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return new FuncPageable<T>(pageFunc);
    }

    private sealed class FuncPageable<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> fetch) : AsyncPageable<T>
        where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default) =>
            FetchAsync(continuationToken, pageSizeHint);

        private async IAsyncEnumerable<Page<T>> FetchAsync(
            string? continuation, int? size, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            do
            {
                // No ConfigureAwait(false): an orchestrator may enumerate, and its continuations must stay on its own thread.
                Page<T> page = await fetch(continuation, size, cancellation);
                yield return page;
                continuation = page.ContinuationToken;
            }
            while (continuation is not null);
        }
    }
}
