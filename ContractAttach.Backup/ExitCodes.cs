namespace ContractAttach.Backup;

/// <summary>What the command line ends with.</summary>
internal static class ExitCodes
{
    /// <summary>All is copied.</summary>
    public const int Done = 0;

    /// <summary>The command line was not understood, was refused, or a call failed.</summary>
    public const int Failed = 2;

    /// <summary>Stopped by Ctrl-C: 128 and the signal's number, as shells have it.</summary>
    public const int Stopped = 130;
}
