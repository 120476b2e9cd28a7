using System.Text;
using System.Text.Json.Nodes;
using ContractAttach.Contracts;

namespace ContractAttach.Tests.Contracts;

/// <summary>Contracts that no other test has.</summary>
internal static class SampleContracts
{
    private static int s_count;

    public static string NewMobileNumber() => $"+33612{Next():D6}";

    public static string NewFixedNumber() => $"+33145{Next():D6}";

    public static string NewReference() => $"REF{Next():D6}";

    public static string NewCustomerNumber() => $"7700{Next():D6}";

    public static string NewId() => $"C-{Next()}";

    public static ContractLine MobileLine(string? number = null) => new(number ?? NewMobileNumber(), LineKind.Mobile, LineDevice.Phone);

    public static Contract Mobile(params string[] numbers) => new(
        NewId(),
        ContractKind.Mobile,
        Segment.Consumer,
        "Forfait 100 Go",
        "Mobile",
        ContractStatus.Active,
        ContractLanguage.Fr,
        NewCustomerNumber(),
        new Holder("Jeanne", "Martin", "jeanne@example.com", "+33612345678"),
        numbers.Length == 0 ? [MobileLine()] : [.. numbers.Select(MobileLine)]);

    public static JsonObject ToJson(this Contract contract)
    {
        static string Camel(Enum value) => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
        JsonArray lines = [];
        foreach (ContractLine line in contract.Lines)
        {
            var json = new JsonObject { ["number"] = line.Number, ["kind"] = Camel(line.Kind) };
            if (line.Device is { } device)
                json["device"] = Camel(device);
            lines.Add(json);
        }

        return new JsonObject
        {
            ["contractId"] = contract.Id,
            ["kind"] = Camel(contract.Kind),
            ["segment"] = Camel(contract.Segment),
            ["offer"] = contract.Offer,
            ["range"] = contract.Range,
            ["status"] = Camel(contract.Status),
            ["language"] = Camel(contract.Language),
            ["customerNumber"] = contract.CustomerNumber,
            ["holder"] = new JsonObject
            {
                ["firstName"] = contract.Holder.FirstName,
                ["lastName"] = contract.Holder.LastName,
                ["email"] = contract.Holder.Email,
                ["mobile"] = contract.Holder.Mobile,
            },
            ["lines"] = lines,
        };
    }

    public static Stream ToNdjson(params Contract[] contracts) => ToStream(contracts.Select(contract => contract.ToJson().ToJsonString()));

    public static Stream ToStream(IEnumerable<string> lines) => new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    private static int Next() => Interlocked.Increment(ref s_count);
}
