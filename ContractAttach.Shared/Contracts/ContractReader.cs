using System.Text.Json;
using ContractAttach.Accounts;

namespace ContractAttach.Contracts;

/// <summary>Reads a contract as the operator has it, strictly.</summary>
internal static class ContractReader
{
    private const int LongestName = 100;
    private const int LongestText = 256;
    private const int MostLines = 100;

    /// <summary>How JSON with contracts is parsed.</summary>
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The contract of a line of the import, or what is wrong with it.</summary>
    public static (Contract? Contract, string? Problem) Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement, takesOthers: false)
                : (null, "must be a JSON object, one contract a line");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Texts with halves of surrogate pairs parse, but cannot be read.
            return (null, $"is not JSON: every line is one JSON object, each field once{Place(e)}");
        }
    }

    private static string Place(Exception e) => e is JsonException { BytePositionInLine: { } at } ? $" (wrong at character {at + 1})" : "";

    /// <summary>The contract of a JSON object, or what is wrong with it.</summary>
    /// <param name="json">The object.</param>
    /// <param name="takesOthers">Whether it may have more fields than are read.</param>
    public static (Contract? Contract, string? Problem) Read(JsonElement json, bool takesOthers)
    {
        List<string> problems = [];
        var fields = new JsonFields(json, "", problems, takesOthers);

        string? id = fields.Text("contractId", LongestText);
        if (id is not null && !ContractId.IsValid(id))
            fields.Wrong("contractId", "must be 1 to 64 letters, digits, dots, underscores or hyphens");
        ContractKind? kind = fields.Choice<ContractKind>("kind");
        Segment? segment = fields.Choice<Segment>("segment");
        string? offer = fields.Text("offer", LongestText);
        string? range = fields.Text("range", LongestText);
        ContractStatus? status = fields.Choice<ContractStatus>("status");
        ContractLanguage? language = fields.Choice<ContractLanguage>("language", optional: true);
        string? customer = fields.Text("customerNumber", LongestText);
        if (customer is not null && !CustomerNumber.TryNormalise(customer, out customer))
            fields.Wrong("customerNumber", "must be 10 digits");
        Holder? holder = fields.Object("holder") is { } person ? ReadHolder(person) : null;
        List<ContractLine> lines = fields.Objects("lines", MostLines) is { } items ? ReadLines(items) : [];
        fields.RefuseOthers();

        if (problems.Count == 0)
            CheckLines(fields, kind!.Value, lines);
        if (problems.Count > 0)
            return (null, string.Join("; ", problems));

        return (new Contract(id!, kind!.Value, segment!.Value, offer!, range!, status!.Value, language ?? ContractLanguage.Fr, customer!, holder!, lines), null);
    }

    private static Holder ReadHolder(JsonFields fields)
    {
        string? firstName = fields.Text("firstName", LongestName);
        string? lastName = fields.Text("lastName", LongestName);
        string? email = fields.Text("email", LongestText, optional: true);
        if (email is not null && !EmailAddress.TryNormalise(email, out email))
            fields.Wrong("email", "is not an e-mail address");
        string? mobile = fields.Text("mobile", LongestText, optional: true);
        if (mobile is not null && !(LineNumber.TryNormalise(mobile, out mobile) && LineNumber.IsMobile(mobile)))
            fields.Wrong("mobile", "is not a mobile number");
        fields.RefuseOthers();
        return new Holder(firstName ?? "", lastName ?? "", email, mobile);
    }

    private static List<ContractLine> ReadLines(IReadOnlyList<JsonFields> items)
    {
        List<ContractLine> lines = [];
        foreach (JsonFields fields in items)
        {
            ContractLine line = ReadLine(fields);
            if (line.Number.Length > 0 && lines.Any(other => other.Number == line.Number))
                fields.Wrong("number", "is there twice");
            lines.Add(line);
        }

        return lines;
    }

    private static ContractLine ReadLine(JsonFields fields)
    {
        string? text = fields.Text("number", LongestText);
        LineKind? kind = fields.Choice<LineKind>("kind");
        LineDevice? device = fields.Choice<LineDevice>("device", optional: kind != LineKind.Mobile);
        if (device is not null && kind is LineKind.Fixed or LineKind.Internet)
            fields.Wrong("device", "is only for mobile lines");
        fields.RefuseOthers();

        string number = "";
        if (text is not null && kind is not null && !TryNormalise(text, kind.Value, out number))
        {
            fields.Wrong("number", kind switch
            {
                LineKind.Mobile => "is not a mobile number",
                LineKind.Fixed => "is not a fixed number",
                _ => "must be the line's reference: 6 to 20 letters and digits",
            });
        }

        return new ContractLine(number, kind ?? default, device);
    }

    private static bool TryNormalise(string text, LineKind kind, out string number) => kind switch
    {
        LineKind.Internet => LineNumber.TryNormaliseInternet(text, out number),
        LineKind.Mobile => LineNumber.TryNormalise(text, out number) && LineNumber.IsMobile(number),
        _ => LineNumber.TryNormalise(text, out number) && LineNumber.IsFixed(number),
    };

    private static void CheckLines(JsonFields fields, ContractKind kind, List<ContractLine> lines)
    {
        int mobile = lines.Count(line => line.Kind == LineKind.Mobile);
        int home = lines.Count - mobile;
        string? problem = kind switch
        {
            ContractKind.Open when home != 1 || mobile == 0 => "an open contract has one fixed or internet line and at least one mobile line",
            ContractKind.Mobile when home > 0 => "a mobile contract has mobile lines only",
            ContractKind.Fixed when lines.Any(line => line.Kind != LineKind.Fixed) => "a fixed contract has fixed lines only",
            ContractKind.Internet when mobile > 0 || lines.All(line => line.Kind == LineKind.Fixed) =>
                "an internet contract has an internet line, and maybe fixed ones",
            _ => null,
        };
        if (problem is not null)
            fields.Wrong("lines", problem);
    }
}
