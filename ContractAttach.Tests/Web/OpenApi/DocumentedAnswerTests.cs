using System.Text.Json.Nodes;
using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Web.OpenApi;

/// <summary>
/// Every answer that the document has is given. What the answer looks like is held by the client that all these tests call with.
/// </summary>
public sealed class DocumentedAnswerTests(TroubledDeployment stage) : IClassFixture<TroubledDeployment>
{
    public static TheoryData<string> Answers =>
    [
        .. from call in ApiContract.Of(OwnDocument.Json).Calls
           from answer in call.Operation["responses"]!.AsObject()
           from code in Codes(answer.Value!)
           select $"{(string)call.Operation["operationId"]!} {answer.Key} {code}".TrimEnd(),
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task It_is_given(string answer)
    {
        Reply reply = await new Provocations(stage).ProvokeAsync(answer);

        string[] parts = answer.Split(' ');
        reply.Expect(int.Parse(parts[1]));
        if (parts.Length > 2)
            Assert.Equal(parts[2], reply["code"]);
    }

    [Fact]
    public void No_other_is_looked_for() =>
        Assert.Empty(new Provocations(stage).Special.Except(Answers.Select(row => row.Data)));

    private static IEnumerable<string> Codes(JsonNode answer) =>
        answer["content"]?["application/problem+json"]?["schema"]!["allOf"]![1]!["properties"]!["code"]!["enum"]!.AsArray().Select(code => (string)code!) ?? [""];
}
