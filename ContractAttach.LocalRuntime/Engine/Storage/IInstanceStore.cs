namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Where instances are kept.</summary>
/// <remarks>
/// Faults are told by three exceptions: <see cref="StoreConflictException"/>, <see cref="StoreUnavailableException"/> and
/// <see cref="StoreRejectedException"/>.
/// </remarks>
internal interface IInstanceStore
{
    /// <summary>Names the store among all others of this machine; null where no other process can reach it.</summary>
    string? Identity { get; }

    /// <summary>Makes the store ready.</summary>
    /// <exception cref="StartupException">It cannot be reached or its settings are wrong.</exception>
    Task InitializeAsync(CancellationToken cancellation);

    /// <summary>A row; null where there is none.</summary>
    Task<InstanceRow?> ReadAsync(string instanceId, CancellationToken cancellation);

    /// <summary>Adds a row where there is none of the instance.</summary>
    /// <returns>The row as stored.</returns>
    /// <exception cref="StoreConflictException">There is one.</exception>
    Task<InstanceRow> InsertAsync(InstanceRow row, CancellationToken cancellation);

    /// <summary>Puts a row in the place of another one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="before">The other one, as it was stored.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The row as stored.</returns>
    /// <exception cref="StoreConflictException">There is another version of it, or none.</exception>
    Task<InstanceRow> ReplaceAsync(InstanceRow row, InstanceRow before, CancellationToken cancellation);

    /// <summary>Stores older history beside the row; writing the same again changes nothing.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="execution">Its execution.</param>
    /// <param name="firstRow">The number of the first row to write.</param>
    /// <param name="text">The history.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How many rows were written.</returns>
    Task<int> SpillAsync(string instanceId, string execution, int firstRow, string text, CancellationToken cancellation);

    /// <summary>The older history in the first so many rows.</summary>
    /// <exception cref="DamagedInstanceException">It is not all there.</exception>
    Task<string> ReadSpilledAsync(string instanceId, string execution, int rows, CancellationToken cancellation);

    /// <summary>Removes the older history of an execution.</summary>
    Task DeleteSpilledAsync(string instanceId, string execution, CancellationToken cancellation);

    /// <summary>Removes an instance with all its history.</summary>
    Task DeleteAsync(string instanceId, CancellationToken cancellation);

    /// <summary>Rows by their properties, in the order of their ids; one that cannot be read has its <see cref="InstanceRow.Damage"/>.</summary>
    Task<InstancePage> QueryAsync(InstanceQuery query, CancellationToken cancellation);
}
