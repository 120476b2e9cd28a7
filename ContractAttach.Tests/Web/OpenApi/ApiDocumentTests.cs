using System.Reflection;
using System.Text.Json.Nodes;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.Channel;
using ContractAttach.Functions.Web.OpenApi;
using ContractAttach.Tests.EndToEnd;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Xunit;

namespace ContractAttach.Tests.Web.OpenApi;

/// <summary>The document that says what the service takes and answers.</summary>
public sealed class ApiDocumentTests
{
    private static readonly JsonNode s_document = JsonNode.Parse(OwnDocument.Json)!;

    private static IEnumerable<JsonNode> Operations => s_document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject()).Where(member => member.Key != "parameters").Select(member => member.Value!);

    [Fact]
    public void It_is_a_valid_document_of_OpenAPI_3_1()
    {
        ReadResult result = OpenApiDocument.Parse(OwnDocument.Json, "json", new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });

        Assert.Empty(result.Diagnostic!.Errors);
        Assert.Empty(result.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, result.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public void It_has_every_HTTP_function_but_the_web_channel_and_the_one_that_takes_every_other_path()
    {
        IEnumerable<string> functions =
            from type in typeof(ApiDescription).Assembly.GetTypes()
            from function in type.GetMethods()
            from parameter in function.GetParameters()
            let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
            where trigger is not null && trigger.Route != "{*path}" && type != typeof(ChannelFunctions)
            from method in trigger.Methods!
            select $"{method} /{trigger.Route}";
        IEnumerable<string> documented = s_document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Where(member => member.Key != "parameters").Select(operation => $"{operation.Key} {path.Key}"));

        Assert.Equal(functions.Order(), documented.Order());
        Assert.NotEmpty(documented);
    }

    [Fact]
    public void Every_error_code_is_answered_by_a_call()
    {
        IEnumerable<string> codes = typeof(ApiErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((ApiErrorCode)field.GetValue(null)!).Code).Distinct();
        IEnumerable<string> documented = Operations.SelectMany(operation => operation["responses"]!.AsObject())
            .Select(answer => answer.Value!["content"]?["application/problem+json"]?["schema"]?["allOf"]?[1]?["properties"]?["code"]?["enum"])
            .OfType<JsonArray>().SelectMany(values => values.Select(value => (string)value!)).Distinct();

        // What no path has is no call's answer.
        Assert.Equal(codes.Except(["not-found"]).Order(), documented.Order());
    }

    [Fact]
    public void Ids_of_calls_are_their_own() =>
        Assert.Distinct(Operations.Select(operation => (string)operation["operationId"]!));

    [Fact]
    public void Every_part_of_a_path_is_described() => Assert.All(s_document["paths"]!.AsObject(), path =>
    {
        IEnumerable<string> parts = path.Key.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
        foreach ((string method, JsonNode? operation) in path.Value!.AsObject().Where(member => member.Key != "parameters"))
        {
            IEnumerable<string> described = operation!["parameters"]?.AsArray().Where(parameter => (string?)parameter!["in"] == "path").Select(parameter => (string)parameter!["name"]!) ?? [];
            Assert.True(parts.Order().SequenceEqual(described.Order()), $"{method} {path.Key}");
        }
    });

    [Fact]
    public async Task Examples_are_what_their_schemas_say()
    {
        ApiContract contract = ApiContract.Of(OwnDocument.Json);
        IEnumerable<JsonNode> bodies = Operations.Select(operation => operation["requestBody"]?["content"]?["application/json"]).OfType<JsonNode>();

        Assert.NotEmpty(bodies);
        foreach (JsonNode body in bodies)
            Assert.Empty(await contract.ValidateAsync(body["schema"]!, body["example"]!.ToJsonString()));
    }

    // A keyword that the validator does not know would be passed over, and whatever it says never be held.
    [Fact]
    public void Schemas_have_no_other_keywords_than_the_tests_hold()
    {
        HashSet<string> held = ["type", "enum", "properties", "required", "additionalProperties", "items", "allOf", "anyOf", "pattern", "format", "maxLength", "$ref", "description"];
        HashSet<string> formats = ["date-time", "email", "int32"];

        IEnumerable<JsonObject> schemas = Schemas(s_document["components"]!["schemas"]!.AsObject().Select(schema => schema.Value!))
            .Concat(Schemas(Operations.SelectMany(Contents).Select(content => content["schema"]!)));

        Assert.All(schemas, schema => Assert.Subset(held, schema.Select(member => member.Key).ToHashSet()));
        Assert.All(schemas, schema => Assert.True(schema["format"] is not { } format || formats.Contains((string)format!), schema.ToJsonString()));
    }

    private static IEnumerable<JsonNode> Contents(JsonNode operation) =>
        operation["responses"]!.AsObject().Select(answer => answer.Value!["content"]).Append(operation["requestBody"]?["content"])
            .OfType<JsonObject>().SelectMany(content => content).Select(content => content.Value!);

    private static IEnumerable<JsonObject> Schemas(IEnumerable<JsonNode> schemas) => schemas.OfType<JsonObject>().SelectMany(schema => Schemas(
    [
        .. schema["properties"]?.AsObject().Select(property => property.Value!) ?? [],
        .. schema["allOf"]?.AsArray().OfType<JsonNode>() ?? [],
        .. schema["anyOf"]?.AsArray().OfType<JsonNode>() ?? [],
        .. new[] { schema["items"], schema["additionalProperties"] }.OfType<JsonNode>(),
    ]).Append(schema));
}
