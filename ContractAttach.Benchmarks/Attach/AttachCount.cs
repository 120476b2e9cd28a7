using ContractAttach.Benchmarks.Storage;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>What some attaches asked of everything around.</summary>
/// <param name="Subject">Whose attaches they were.</param>
/// <param name="Attaches">How many.</param>
/// <param name="Tables">What was asked of the tables.</param>
/// <param name="HttpCalls">Calls that clients made.</param>
/// <param name="Sms">SMS sent.</param>
/// <param name="Emails">E-mails sent.</param>
internal sealed record AttachCount(string Subject, int Attaches, IReadOnlyDictionary<TableCall, TableCallCount> Tables, int HttpCalls, int Sms, int Emails)
{
    /// <summary>Storage transactions of an attach.</summary>
    public double Transactions => (double)Tables.Values.Sum(count => count.Calls) / Attaches;

    /// <summary>Bytes that an attach sends to the tables.</summary>
    public double BytesSent => (double)Tables.Values.Sum(count => count.BytesSent) / Attaches;

    /// <summary>
    /// Times that an attach's instance is written: it is inserted once, and written by each episode that has come to something.
    /// Episodes themselves are not seen at the wire.
    /// </summary>
    public double InstanceWrites =>
        (double)Tables.Where(table => table.Key.Table.EndsWith("durableinstances", StringComparison.Ordinal) && table.Key.Kind != "GET" && table.Key.Kind != "QUERY").Sum(table => table.Value.Calls) / Attaches;
}
