namespace ContractAttach.Import;

/// <summary>What the command line ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Every line was taken.</summary>
    public const int Done = 0;

    /// <summary>Lines were rejected; the other lines were taken.</summary>
    public const int Rejected = 1;

    /// <summary>The command line was not understood, the file could not be read, or a call failed: lines are left.</summary>
    public const int Failed = 2;

    /// <summary>Stopped by Ctrl-C: 128 and the signal's number, as shells have it.</summary>
    public const int Stopped = 130;
}
