using Azure;
using Azure.Data.Tables.Models;

namespace ContractAttach.Storage;

/// <summary>What to do when somebody else wrote the same row first.</summary>
public static class Contention
{
    private const int LongestWaitMilliseconds = 500;

    /// <summary>Whether the row was made, changed or deleted by somebody else since it was read.</summary>
    public static bool IsLost(RequestFailedException failure) =>
        failure.Status == 412
        || (failure.Status == 409 && failure.ErrorCode == TableErrorCode.EntityAlreadyExists)
        || (failure.Status == 404 && failure.ErrorCode == TableErrorCode.ResourceNotFound);

    /// <summary>
    /// Waits a random while before the row is read and written again: up to 10 ms doubled at each attempt, half a second at most.
    /// Nothing of the business hangs on it, so it is not on the business's clock.
    /// </summary>
    /// <param name="attempt">How often it was lost so far, from 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task BackOffAsync(int attempt, CancellationToken cancellationToken)
    {
        int bound = Math.Min(10 << Math.Min(attempt, 10), LongestWaitMilliseconds);
        return Task.Delay(Random.Shared.Next(bound), cancellationToken);
    }
}
