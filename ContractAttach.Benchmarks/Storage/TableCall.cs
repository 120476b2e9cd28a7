using System.Text;
using System.Text.RegularExpressions;

namespace ContractAttach.Benchmarks.Storage;

/// <summary>A call of the table service: one transaction, as Azure bills it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kind">The HTTP method; <c>QUERY</c> for a GET without a row's keys, <c>BATCH</c> for an entity group transaction.</param>
internal readonly partial record struct TableCall(string Table, string Kind)
{
    /// <summary>Reads a request: <c>/account/table(PartitionKey='…',RowKey='…')</c>, or <c>/account/$batch</c> with the like inside.</summary>
    public static TableCall Of(string method, string target, ReadOnlySpan<byte> body)
    {
        bool isBatch = target.EndsWith("/$batch", StringComparison.Ordinal);
        Match match = Target().Match(isBatch ? FirstOfBatch().Match(Encoding.UTF8.GetString(body)).Value : target);
        string kind = isBatch ? "BATCH" : method switch
        {
            "GET" when !match.Groups["keys"].Success => "QUERY",
            // The same thing: MERGE from before HTTP had PATCH.
            "PATCH" => "MERGE",
            _ => method,
        };
        return new TableCall(match.Groups["table"].Value, kind);
    }

    [GeneratedRegex(@"/\w+/(?<table>\w+)(?<keys>\(PartitionKey)?")]
    private static partial Regex Target();

    [GeneratedRegex(@"(?<=^[A-Z]+ https?://[^/]+)/\S+", RegexOptions.Multiline)]
    private static partial Regex FirstOfBatch();
}
