using System.Text;
using System.Text.Json.Nodes;
using ContractAttach.Contracts;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Contracts;

public sealed class ContractReaderTests
{
    private const string Example = """
        {"contractId":"C-1001","kind":"mobile","segment":"consumer","offer":"Forfait 100 Go","range":"Mobile","status":"active","language":"fr","customerNumber":"0123456789","holder":{"firstName":"Jeanne","lastName":"Martin","email":"jeanne@example.com","mobile":"+33612345678"},"lines":[{"number":"+33612345678","kind":"mobile","device":"phone"}]}
        """;

    [Fact]
    public void The_example_is_read()
    {
        Contract contract = Read(Example).Contract!;

        Assert.Equal(
            new Contract(
                "C-1001", ContractKind.Mobile, Segment.Consumer, "Forfait 100 Go", "Mobile", ContractStatus.Active, ContractLanguage.Fr, "0123456789",
                new Holder("Jeanne", "Martin", "jeanne@example.com", "+33612345678"), contract.Lines),
            contract);
        Assert.Equal([new ContractLine("+33612345678", LineKind.Mobile, LineDevice.Phone)], contract.Lines);
    }

    [Fact]
    public void What_is_optional_may_be_missing_or_null()
    {
        JsonObject json = Changed("language", null);
        json["holder"] = new JsonObject { ["firstName"] = "Jeanne", ["lastName"] = "Martin", ["email"] = null };

        Contract contract = Read(json.ToJsonString()).Contract!;

        Assert.Equal(ContractLanguage.Fr, contract.Language);
        Assert.Equal(new Holder("Jeanne", "Martin", null, null), contract.Holder);
    }

    [Fact]
    public void Everything_is_normalised()
    {
        JsonObject json = Changed("customerNumber", "01 23 45 67 89");
        json["holder"]!["email"] = " Jeanne@Example.COM ";
        json["lines"]![0]!["number"] = "06 12 34 56 78";

        Contract contract = Read(json.ToJsonString()).Contract!;

        Assert.Equal("0123456789", contract.CustomerNumber);
        Assert.Equal("Jeanne@example.com", contract.Holder.Email);
        Assert.Equal("+33612345678", contract.Lines[0].Number);
    }

    [Theory]
    [InlineData("contractId", "\"\"", "contractId: is empty")]
    [InlineData("contractId", "\"a/b\"", "contractId: must be 1 to 64 letters")]
    [InlineData("contractId", "17", "contractId: must be a text")]
    [InlineData("contractId", "null", "contractId: is missing")]
    [InlineData("kind", "\"Mobile\"", "kind: must be one of internet, fixed, mobile, open")]
    [InlineData("kind", "0", "kind: must be a text")]
    [InlineData("segment", "\"private\"", "segment: must be one of consumer, professional")]
    [InlineData("offer", "\" \"", "offer: is empty")]
    [InlineData("range", "\"a\\u0007b\"", "range: has control characters")]
    [InlineData("status", "\"ended\"", "status: must be one of active, suspended, terminated")]
    [InlineData("language", "\"de\"", "language: must be one of fr, en")]
    [InlineData("customerNumber", "\"123\"", "customerNumber: must be 10 digits")]
    [InlineData("holder", "[]", "holder: must be an object")]
    [InlineData("holder", """{"firstName":"J","lastName":"M","email":"j@nowhere"}""", "holder.email: is not an e-mail address")]
    [InlineData("holder", """{"firstName":"J","lastName":"M","mobile":"0145678901"}""", "holder.mobile: is not a mobile number")]
    [InlineData("holder", """{"firstName":"J"}""", "holder.lastName: is missing")]
    [InlineData("holder", """{"firstName":"J","lastName":"M","title":"Dr"}""", "holder.title: is not a known field")]
    [InlineData("lines", "[]", "lines: must have between 1 and 100 entries")]
    [InlineData("lines", "[7]", "lines[0]: must be an object")]
    [InlineData("lines", """[{"number":"0145678901","kind":"mobile","device":"phone"}]""", "lines[0].number: is not a mobile number")]
    [InlineData("lines", """[{"number":"0612345678","kind":"fixed"}]""", "lines[0].number: is not a fixed number")]
    [InlineData("lines", """[{"number":"A","kind":"internet"}]""", "lines[0].number: must be the line's reference")]
    [InlineData("lines", """[{"number":"0612345678","kind":"mobile"}]""", "lines[0].device: is missing")]
    [InlineData("lines", """[{"number":"0145678901","kind":"fixed","device":"phone"}]""", "lines[0].device: is only for mobile lines")]
    [InlineData("lines", """[{"number":"0612345678","kind":"mobile","device":"phone"},{"number":"+33612345678","kind":"mobile","device":"phone"}]""", "lines[1].number: is there twice")]
    [InlineData("lines", """[{"number":"ABC123","kind":"internet"}]""", "lines: a mobile contract has mobile lines only")]
    [InlineData("extra", "1", "extra: is not a known field")]
    [InlineData("ContractId", "\"C-2\"", "ContractId: is not a known field")]
    public void What_is_wrong_is_named(string field, string value, string problem)
    {
        JsonObject json = Changed(field, JsonNode.Parse(value));

        (Contract? contract, string? message) = Read(json.ToJsonString());

        Assert.Null(contract);
        Assert.StartsWith(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain("; ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open", "mobile", false)]
    [InlineData("open", "mobile,fixed", true)]
    [InlineData("open", "mobile,mobile,internet", true)]
    [InlineData("open", "internet", false)]
    [InlineData("open", "mobile,internet,fixed", false)]
    [InlineData("mobile", "mobile,mobile", true)]
    [InlineData("mobile", "mobile,fixed", false)]
    [InlineData("fixed", "fixed", true)]
    [InlineData("fixed", "internet", false)]
    [InlineData("internet", "internet", true)]
    [InlineData("internet", "internet,fixed", true)]
    [InlineData("internet", "fixed", false)]
    [InlineData("internet", "internet,mobile", false)]
    public void A_kind_has_its_kinds_of_lines(string kind, string lines, bool good)
    {
        JsonObject json = Changed("kind", kind);
        json["lines"] = new JsonArray([.. lines.Split(',').Select(line => (JsonNode)(line switch
        {
            "mobile" => new JsonObject { ["number"] = SampleContracts.NewMobileNumber(), ["kind"] = line, ["device"] = "flybox" },
            "fixed" => new JsonObject { ["number"] = SampleContracts.NewFixedNumber(), ["kind"] = line },
            _ => new JsonObject { ["number"] = SampleContracts.NewReference(), ["kind"] = line },
        }))]);

        (Contract? contract, string? problem) = Read(json.ToJsonString());

        Assert.Equal(good, contract is not null);
        Assert.Equal(good, problem is null);
    }

    [Fact]
    public void Several_problems_are_named_together()
    {
        JsonObject json = Changed("status", "gone");
        json.Remove("offer");

        Assert.Equal("offer: is missing; status: must be one of active, suspended, terminated", Read(json.ToJsonString()).Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("""{"contractId":"a","contractId":"b"}""")]
    [InlineData("""{"offer":"\ud800"}""")]
    [InlineData("""{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{}}}}}}}}}""")]
    public void What_is_not_JSON_is_said_so(string text) => Assert.StartsWith("is not JSON", Read(text).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("12")]
    public void What_is_not_an_object_is_said_so(string text) => Assert.StartsWith("must be a JSON object", Read(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void No_text_makes_it_throw() => Gen.Select(Gen.Int[0, Example.Length - 1], Gen.Int[0, 3], Gen.String).Sample((at, cut, text) =>
    {
        (Contract? contract, string? problem) = Read(Example.Remove(at, Math.Min(cut, Example.Length - at)).Insert(at, text));
        Assert.NotEqual(contract is null, problem is null);
    });

    private static (Contract? Contract, string? Problem) Read(string json) => ContractReader.Read(Encoding.UTF8.GetBytes(json));

    private static JsonObject Changed(string field, JsonNode? value)
    {
        JsonObject json = JsonNode.Parse(Example)!.AsObject();
        json[field] = value;
        return json;
    }
}
