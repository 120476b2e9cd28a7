using System.Text.Json;
using System.Text.Json.Nodes;

namespace ContractAttach.DevServices.Portal;

/// <summary>The sample contracts, as the file has them: what the people of the sign-in page could attach.</summary>
internal sealed class SampleContracts(IReadOnlyList<JsonObject> all)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<JsonObject> All => all;

    /// <summary>Reads <c>samples/contracts.ndjson</c> beside the program.</summary>
    public static SampleContracts Load(string directory) => new(
        [.. File.ReadLines(Path.Combine(directory, "samples", "contracts.ndjson")).Select(line => JsonSerializer.Deserialize<JsonObject>(line)!)]);
}
