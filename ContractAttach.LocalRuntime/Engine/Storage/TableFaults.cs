using Azure;
using Azure.Data.Tables.Models;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Tells the table service's faults as <see cref="IInstanceStore"/> does.</summary>
internal static class TableFaults
{
    /// <summary>Does something with the service.</summary>
    internal static async Task<T> TranslateAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (IsConflict(e))
        {
            throw new StoreConflictException(e.Message, e);
        }
        catch (RequestFailedException e) when (IsTransient(e))
        {
            throw new StoreUnavailableException(FirstLine(e), e);
        }
        catch (RequestFailedException e)
        {
            throw new StoreRejectedException(FirstLine(e), e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new StoreUnavailableException(FirstLine(e), e);
        }
    }

    /// <summary>What went wrong, without the request and response that the client adds.</summary>
    internal static string FirstLine(Exception e) => e.Message.Split('\n', 2)[0].Trim();

    private static bool IsConflict(RequestFailedException e) =>
        e.Status == 412
        || e.ErrorCode == TableErrorCode.EntityAlreadyExists
        || e.ErrorCode == TableErrorCode.ResourceNotFound
        || e.ErrorCode == TableErrorCode.EntityNotFound;

    // 0: no answer at all. 401 and 403: keys are changed and networks closed, and somebody puts that right.
    private static bool IsTransient(RequestFailedException e) =>
        e.Status is 0 or 401 or 403 or 408 or 429 or >= 500 || e.ErrorCode == TableErrorCode.TableBeingDeleted;
}
