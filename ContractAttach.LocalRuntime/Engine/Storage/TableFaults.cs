using Azure;
using Azure.Data.Tables.Models;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Tells the table service's faults as <see cref="IInstanceStore"/> does.</summary>
internal static class TableFaults
{
    private static readonly HashSet<string?> s_ofTheRequest =
    [
        TableErrorCode.EntityTooLarge.ToString(),
        TableErrorCode.PropertyValueTooLarge.ToString(),
        TableErrorCode.KeyValueTooLarge.ToString(),
        TableErrorCode.TooManyProperties.ToString(),
        TableErrorCode.ContentLengthExceeded.ToString(),
        TableErrorCode.InvalidValueType.ToString(),
        TableErrorCode.InvalidInput.ToString(),
        TableErrorCode.OutOfRangeInput.ToString(),
        "RequestBodyTooLarge",
    ];

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
        catch (RequestFailedException e) when (IsRejection(e))
        {
            throw new StoreRejectedException(FirstLine(e), e);
        }
        catch (RequestFailedException e)
        {
            throw new StoreUnavailableException(FirstLine(e), e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new StoreUnavailableException(FirstLine(e), e);
        }
    }

    /// <summary>What went wrong, without the request and response that the client adds.</summary>
    internal static string FirstLine(Exception e) => e.Message.Split('\n', 2)[0].Trim();

    /// <summary>Whether the service has answered and refuses, which waiting a moment does not change: a start says so.</summary>
    internal static bool IsRefusal(StoreUnavailableException e) =>
        e.InnerException is RequestFailedException { Status: not (0 or 408 or 429 or >= 500) } refused && refused.ErrorCode != TableErrorCode.TableBeingDeleted;

    private static bool IsConflict(RequestFailedException e) =>
        e.Status == 412
        || e.ErrorCode == TableErrorCode.EntityAlreadyExists
        || e.ErrorCode == TableErrorCode.ResourceNotFound
        || e.ErrorCode == TableErrorCode.EntityNotFound;

    // Only what lies in the request itself. Access that is refused, or a table that is gone, is somebody's to mend: until then the
    // store is as good as away.
    private static bool IsRejection(RequestFailedException e) => e.Status switch
    {
        413 => true,
        400 => s_ofTheRequest.Contains(e.ErrorCode),
        _ => false,
    };
}
