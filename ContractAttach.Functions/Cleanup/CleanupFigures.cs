namespace ContractAttach.Functions.Cleanup;

/// <summary>What one run of the clean-up did.</summary>
public sealed class CleanupFigures
{
    /// <summary>Overdue requests that it ended.</summary>
    public int Ended { get; set; }

    /// <summary>Left notices that it sent.</summary>
    public int Sent { get; set; }

    /// <summary>Items that it could not handle, which stay due.</summary>
    public int Left { get; set; }
}
