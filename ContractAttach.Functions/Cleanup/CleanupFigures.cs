namespace ContractAttach.Functions.Cleanup;

/// <summary>What the clean-up did. Two runs at once may both count what one of them did.</summary>
/// <param name="Ended">Overdue requests that it ended.</param>
/// <param name="Sent">Left notices that it sent.</param>
/// <param name="Purged">Old things and orphans that it deleted.</param>
/// <param name="Left">Items and notices that stay due: they failed, or the run's bounds did not reach them.</param>
public readonly record struct CleanupFigures(int Ended = 0, int Sent = 0, int Purged = 0, int Left = 0)
{
    /// <summary>Both together.</summary>
    public static CleanupFigures operator +(CleanupFigures one, CleanupFigures other) => Add(one, other);

    /// <summary>Both together.</summary>
    public static CleanupFigures Add(CleanupFigures one, CleanupFigures other) =>
        new(one.Ended + other.Ended, one.Sent + other.Sent, one.Purged + other.Purged, one.Left + other.Left);
}
