using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>The OpenAPI document that an application serves, and what it says of an exchange.</summary>
internal sealed class ApiContract
{
    private const string Components = "#/components/schemas/";
    private const string Definitions = "#/definitions/";

    // What keeps browsers and caches honest is the same for every call, and said once; the rest is the web server's.
    private static readonly HashSet<string> s_undescribed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Cache-Control", "Content-Security-Policy", "Referrer-Policy", "Strict-Transport-Security", "Vary", "X-Content-Type-Options", "X-Robots-Tag",
        "Connection", "Date", "Server", "Transfer-Encoding",
    };

    private static readonly ConcurrentDictionary<string, ApiContract> s_contracts = [];

    private readonly ConcurrentDictionary<JsonNode, Task<JsonSchema>> _schemas = [];
    private readonly JsonObject _document;
    private readonly JsonObject _definitions;

    private ApiContract(string document)
    {
        _document = JsonNode.Parse(document)!.AsObject();
        _definitions = Local(_document["components"]!["schemas"]!).AsObject();

        // Whoever reads an answer takes what it does not know; here nothing is to come that the document does not have.
        foreach (JsonObject schema in _definitions.Select(definition => definition.Value!.AsObject()).Where(schema => schema.ContainsKey("properties")))
            schema["additionalProperties"] = false;
    }

    /// <summary>The calls: method, path and what the document says of them.</summary>
    public IEnumerable<(string Method, string Path, JsonObject Operation)> Calls =>
        from path in _document["paths"]!.AsObject()
        from member in path.Value!.AsObject()
        where member.Key != "parameters"
        select (member.Key.ToUpperInvariant(), path.Key, member.Value!.AsObject());

    /// <summary>The contract of a document; the same text is read once.</summary>
    public static ApiContract Of(string document) => s_contracts.GetOrAdd(document, text => new ApiContract(text));

    /// <summary>Fails where the exchange is not as the document has it.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="response">What was answered, its body buffered.</param>
    public async Task HoldAsync(HttpRequestMessage request, HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string exchange = $"{request.Method} {request.RequestUri!.PathAndQuery} → {status} {text}";
        if (Find(request) is not { } operation)
        {
            Assert.True(status is 401 or 403 or 404, $"The document has no such call: {exchange}");
            return;
        }

        if (operation["responses"]![$"{status}"] is not { } answer)
        {
            Assert.Fail($"The document has no such answer of the call: {exchange}");
            return;
        }

        Hold(answer["headers"]?.AsObject() ?? [], response, exchange);
        if (request.Method != HttpMethod.Head)
            await HoldAsync(answer["content"]?.AsObject() ?? [], response.Content.Headers.ContentType?.MediaType, text, exchange);
        if (response.IsSuccessStatusCode && operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema)
            await HoldAsync(schema, Trim(JsonNode.Parse(await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken)))!.ToJsonString(), $"What was sent is not what the document has, and was taken: {exchange}");
    }

    /// <summary>What is wrong with a body by a schema of the document.</summary>
    public async Task<IEnumerable<ValidationError>> ValidateAsync(JsonNode schema, string json) =>
        (await _schemas.GetOrAdd(schema, ReadAsync)).Validate(json);

    private JsonObject? Find(HttpRequestMessage request)
    {
        string[] parts = request.RequestUri!.AbsolutePath.Split('/');
        return Calls.Where(call => call.Method == request.Method.Method && Fits(call.Path.Split('/'))).Select(call => call.Operation).FirstOrDefault();

        bool Fits(string[] template) => template.Length == parts.Length && template.Zip(parts).All(pair =>
            pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    private void Hold(JsonObject described, HttpResponseMessage response, string exchange)
    {
        foreach ((string name, JsonNode? reference) in described)
        {
            JsonNode header = _document["components"]!["headers"]![((string)reference!["$ref"]!).Split('/')[^1]]!;
            string[] values = [.. (response.Headers.TryGetValues(name, out var found) || response.Content.Headers.TryGetValues(name, out found)) ? found : []];
            Assert.True(values.Length > 0 || (bool?)header["required"] != true, $"The header {name} is missing: {exchange}");
            if ((string?)header["schema"]!["type"] == "integer")
                Assert.All(values, value => Assert.True(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _), $"The header {name} is {value}: {exchange}"));
        }

        foreach ((string name, _) in response.Headers)
            Assert.True(s_undescribed.Contains(name) || described.ContainsKey(name), $"The document has no header {name} in this answer: {exchange}");
    }

    private async Task HoldAsync(JsonObject content, string? mediaType, string text, string exchange)
    {
        if (content.Count == 0)
        {
            Assert.True(text.Length == 0, $"The document has no body in this answer: {exchange}");
            return;
        }

        Assert.True(mediaType is not null && content.ContainsKey(mediaType), $"The document has no {mediaType} in this answer: {exchange}");
        if (mediaType!.EndsWith("json", StringComparison.Ordinal))
            await HoldAsync(content[mediaType]!["schema"]!, text, $"The answer's body is not what the document has: {exchange}");
    }

    private async Task HoldAsync(JsonNode schema, string json, string complaint)
    {
        IEnumerable<ValidationError> errors = await ValidateAsync(schema, json);
        Assert.True(!errors.Any(), $"{complaint}\n{string.Join('\n', errors)}");
    }

    private Task<JsonSchema> ReadAsync(JsonNode schema)
    {
        JsonObject whole = Local(schema).AsObject();
        whole["definitions"] = _definitions.DeepClone();

        // A reference with neighbours is, for the validator, nothing but the reference.
        if (whole.ContainsKey("$ref"))
            whole = new JsonObject { ["definitions"] = whole["definitions"]!.DeepClone(), ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = (string)whole["$ref"]! }) };
        return JsonSchema.FromJsonAsync(whole.ToJsonString(), TestContext.Current.CancellationToken);
    }

    // Blanks around a text do not count.
    private static JsonNode? Trim(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Trim(member.Value)))),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(value.GetValue<string>().Trim()),
        _ => node?.DeepClone(),
    };

    private static JsonNode Local(JsonNode schema) =>
        JsonNode.Parse(schema.ToJsonString(new JsonSerializerOptions()).Replace(Components, Definitions, StringComparison.Ordinal))!;
}
