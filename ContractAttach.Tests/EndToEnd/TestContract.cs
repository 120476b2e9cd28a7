using System.Text.Json.Nodes;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>A contract of the operator's that no other test has: its id, lines, customer number and holder are its own.</summary>
public sealed record TestContract
{
    private TestContract(string kind, string range, JsonArray lines) => (Kind, Range, Lines) = (kind, range, lines);

    /// <summary>Its id.</summary>
    public string Id { get; } = "T-" + Guid.NewGuid().ToString("N");

    /// <summary><c>mobile</c>, <c>open</c>, <c>internet</c> or <c>fixed</c>.</summary>
    public string Kind { get; init; }

    /// <summary><c>consumer</c> or <c>professional</c>.</summary>
    public string Segment { get; init; } = "consumer";

    /// <summary>Its range.</summary>
    public string Range { get; init; }

    /// <summary><c>active</c>, <c>suspended</c> or <c>terminated</c>.</summary>
    public string Status { get; init; } = "active";

    /// <summary>The language of messages to its people; the operator's default where it is null.</summary>
    public string? Language { get; init; }

    /// <summary>The customer number on its bill.</summary>
    public string CustomerNumber { get; init; } = Digits(10);

    /// <summary>Its holder's first name.</summary>
    public string HolderFirstName { get; init; } = "Jeanne";

    /// <summary>Its holder's last name.</summary>
    public string HolderLastName { get; init; } = "Martin";

    /// <summary>Its holder's e-mail address.</summary>
    public string? HolderEmail { get; init; } = $"holder-{Guid.NewGuid():N}@example.com";

    /// <summary>Its holder's mobile number.</summary>
    public string? HolderMobile { get; init; }

    /// <summary>The line by which a customer names it: of an open contract, a mobile one.</summary>
    public string Line => (string)Lines[0]!["number"]!;

    /// <summary>Its last line.</summary>
    public string LastLine => (string)Lines[^1]!["number"]!;

    private JsonArray Lines { get; init; }

    /// <summary>The same contract with another mobile line.</summary>
    public TestContract WithAnotherLine() => this with { Lines = [.. Lines.Select(line => line!.DeepClone()), MobileLine("phone")] };

    /// <summary>The same contract without its last line.</summary>
    public TestContract WithoutItsLastLine() => this with { Lines = [.. Lines.SkipLast(1).Select(line => line!.DeepClone())] };

    /// <summary>A mobile contract.</summary>
    /// <param name="device"><c>phone</c> or <c>flybox</c>.</param>
    public static TestContract Mobile(string device = "phone") => new("mobile", "Mobile", [MobileLine(device)]);

    /// <summary>An open contract: a mobile line and an internet line.</summary>
    public static TestContract Open() => new("open", "Open", [MobileLine("phone"), InternetLine()]);

    /// <summary>An internet contract.</summary>
    public static TestContract Internet() => new("internet", "Livebox", [InternetLine()]);

    /// <summary>A contract of a fixed line.</summary>
    public static TestContract Fixed() => new("fixed", "Fixe", [new JsonObject { ["number"] = "+3314" + Digits(7), ["kind"] = "fixed" }]);

    /// <summary>One of each kind, by its name.</summary>
    public static TestContract Of(string kind) => kind switch
    {
        "mobile" => Mobile(),
        "open" => Open(),
        "internet" => Internet(),
        _ => Fixed(),
    };

    /// <summary>A French mobile number that nobody else has.</summary>
    public static string NewMobileNumber() => "+3378" + Digits(7);

    /// <summary>So many random digits.</summary>
    public static string Digits(int count) => string.Concat(Random.Shared.GetItems("0123456789".AsSpan(), count));

    /// <summary>The line of the operator's import.</summary>
    public string ToJson() => new JsonObject
    {
        ["contractId"] = Id,
        ["kind"] = Kind,
        ["segment"] = Segment,
        ["offer"] = "Offre " + Range,
        ["range"] = Range,
        ["status"] = Status,
        ["language"] = Language,
        ["customerNumber"] = CustomerNumber,
        ["holder"] = new JsonObject { ["firstName"] = HolderFirstName, ["lastName"] = HolderLastName, ["email"] = HolderEmail, ["mobile"] = HolderMobile },
        ["lines"] = Lines.DeepClone(),
    }.ToJsonString();

    private static JsonObject MobileLine(string device) => new() { ["number"] = NewMobileNumber(), ["kind"] = "mobile", ["device"] = device };

    private static JsonObject InternetLine() => new() { ["number"] = "FTTH" + Digits(10), ["kind"] = "internet" };
}
