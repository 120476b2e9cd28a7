namespace ContractAttach.Benchmarks.Storage;

/// <summary>How much was asked of a table.</summary>
/// <param name="Calls">How many calls there were.</param>
/// <param name="BytesSent">Bytes of their bodies.</param>
internal readonly record struct TableCallCount(int Calls, long BytesSent)
{
    /// <summary>Both together.</summary>
    public static TableCallCount operator +(TableCallCount a, TableCallCount b) => new(a.Calls + b.Calls, a.BytesSent + b.BytesSent);
}
