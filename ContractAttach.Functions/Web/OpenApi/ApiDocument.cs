using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContractAttach.Functions.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>Builds the OpenAPI document of HTTP functions from their triggers and the attributes that stand beside those.</summary>
internal sealed partial class ApiDocument
{
    private const string SignInScheme = "signIn";
    private const string HooksScheme = "hooks";
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";
    private const string Html = "text/html";

    private const string Description =
        """
        Adds contracts to a customer's account: with the contract's identifiers or, for a mobile line, with a code that goes to it by SMS.

        Bodies are JSON. Of those that are sent, a property that is not described here is refused, and blanks around a text do not count.
        Times are UTC. Errors are RFC 9457 problem details, told apart by `code`; their texts are for people, in French or English. What
        is another person's is a 404. An unknown path is a 404 `not-found`. Answers below `/api` are not to be stored.
        """;

    private readonly OpenApiDocument _document;
    private readonly ApiSchemas _schemas;

    private ApiDocument(Uri signIn, Uri hooks)
    {
        _document = new OpenApiDocument
        {
            Info = new OpenApiInfo { Title = "ContractAttach", Version = "1.0.0", Description = Description },
            Servers = [new OpenApiServer { Url = "/" }],
            Paths = [],
            Tags = new HashSet<OpenApiTag>(),
        };
        _schemas = new ApiSchemas(_document);
        _document.AddComponent(SignInScheme, Scheme(signIn, "An access token of the person who calls, as `Authorization: Bearer`."));
        _document.AddComponent(HooksScheme, Scheme(hooks, "An access token of whoever sends the events, with the role that is configured for it, as `Authorization: Bearer`."));
        foreach ((string name, IOpenApiHeader header) in ApiHeaders.All)
            _document.AddComponent(name, header);
        _document.AddComponent(HeaderNames.AcceptLanguage, Parameter(new(
            HeaderNames.AcceptLanguage, ParameterLocation.Header, "In which language errors and pages are: French, unless it prefers English.")
        { Example = "fr" }));
        _document.AddComponent(ApiHeaders.Correlator, Parameter(new(
            ApiHeaders.Correlator, ParameterLocation.Header, "Whatever the caller knows the call by.")
        { Pattern = ApiHeaders.CorrelatorPattern }));
    }

    /// <summary>Builds the document.</summary>
    /// <param name="types">The types among whose methods the documented functions are.</param>
    /// <param name="signIn">Who signs people in.</param>
    /// <param name="hooks">Who signs in the callers of the web hooks.</param>
    public static OpenApiDocument Build(IEnumerable<Type> types, Uri signIn, Uri hooks)
    {
        var document = new ApiDocument(signIn, hooks);
        foreach ((MethodInfo function, HttpTriggerAttribute trigger) in Functions(types).OrderBy(pair => pair.Trigger.Route, StringComparer.Ordinal))
            document.Add(function, trigger);
        return document._document;
    }

    private static OpenApiSecurityScheme Scheme(Uri authority, string description) => new()
    {
        Type = SecuritySchemeType.OpenIdConnect,
        OpenIdConnectUrl = new Uri(authority.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration"),
        Description = description,
    };

    private static IEnumerable<(MethodInfo Function, HttpTriggerAttribute Trigger)> Functions(IEnumerable<Type> types) =>
        from type in types
        from function in type.GetMethods()
        where function.IsDefined(typeof(ApiCallAttribute))
        select (function, function.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).Single(trigger => trigger is not null)!);

    private void Add(MethodInfo function, HttpTriggerAttribute trigger)
    {
        string path = "/" + RouteConstraint().Replace(trigger.Route!, "");
        if (!_document.Paths.TryGetValue(path, out IOpenApiPathItem? item))
        {
            item = new OpenApiPathItem
            {
                Parameters = [new OpenApiParameterReference(HeaderNames.AcceptLanguage, _document), new OpenApiParameterReference(ApiHeaders.Correlator, _document)],
            };
            _document.Paths.Add(path, item);
        }

        foreach (string method in trigger.Methods!)
            ((OpenApiPathItem)item).AddOperation(HttpMethod.Parse(method), Operation(function, method, path));
    }

    private OpenApiOperation Operation(MethodInfo function, string method, string path)
    {
        ApiCallAttribute call = function.GetCustomAttribute<ApiCallAttribute>()!;
        ApiGroupAttribute group = function.DeclaringType!.GetCustomAttribute<ApiGroupAttribute>()!;
        _document.Tags!.Add(new OpenApiTag { Name = group.Name, Description = group.Description });
        Guard guard = SignInMiddleware.GuardOf(method, path);
        bool isHead = method == "head";
        string id = function.GetCustomAttribute<FunctionAttribute>()!.Name;
        return new OpenApiOperation
        {
            OperationId = char.ToLowerInvariant(id[0]) + id[1..] + (isHead ? "Head" : ""),
            Summary = call.Summary,
            Description = call.Description,
            Tags = new HashSet<OpenApiTagReference> { new(group.Name, _document) },
            Security = Security(guard),
            Parameters = [.. Parameters(function, path)],
            RequestBody = function.IsDefined(typeof(ApiBodyAttribute)) ? Body(function) : null,
            Responses = Answers(function, call, guard, isHead),
        };
    }

    private static IEnumerable<IOpenApiParameter> Parameters(MethodInfo function, string path) =>
        function.DeclaringType!.GetCustomAttributes<ApiParameterAttribute>()
            .Where(parameter => path.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal))
            .Concat(function.GetCustomAttributes<ApiParameterAttribute>())
            .Select(Parameter);

    private static IOpenApiParameter Parameter(ApiParameterAttribute parameter) => new OpenApiParameter
    {
        Name = parameter.Name,
        In = parameter.Location,
        Description = parameter.Description,
        Required = parameter.Required || parameter.Location == ParameterLocation.Path,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = parameter.Pattern },
        Example = parameter.Example,
    };

    private OpenApiRequestBody Body(MethodInfo function) => new()
    {
        Required = true,
        Content = function.GetCustomAttributes<ApiBodyAttribute>().ToDictionary(body => body.MediaType, IOpenApiMediaType (body) => new OpenApiMediaType
        {
            Schema = _schemas.Read(body.Type),
            Example = body.Type == typeof(string) ? JsonValue.Create(body.Example) : JsonNode.Parse(body.Example),
        }),
    };

    private List<OpenApiSecurityRequirement>? Security(Guard guard) => guard switch
    {
        Guard.Person => [Requirement(SignInScheme)],
        Guard.Operator => [Requirement(SignInScheme, SignInMiddleware.OperatorRole)],
        Guard.Hook => [Requirement(HooksScheme)],
        _ => null,
    };

    private OpenApiSecurityRequirement Requirement(string scheme, params List<string> roles) => new() { [new OpenApiSecuritySchemeReference(scheme, _document)] = roles };

    private OpenApiResponses Answers(MethodInfo function, ApiCallAttribute call, Guard guard, bool isHead)
    {
        var answers = new OpenApiResponses();
        foreach (ApiAnswerAttribute answer in function.GetCustomAttributes<ApiAnswerAttribute>().OrderBy(answer => answer.Status))
            answers.Add($"{answer.Status}", Answer(answer.Description, answer.Headers, Json, answer.Type is null ? null : _schemas.Written(answer.Type), call.HasPages, isHead));
        foreach (IGrouping<int, ApiErrorCode> errors in Errors(function, guard).Distinct().OrderBy(error => error.Code, StringComparer.Ordinal).GroupBy(error => error.Status).OrderBy(errors => errors.Key))
        {
            answers.Add($"{errors.Key}", Answer(
                string.Join('\n', errors.Select(error => $"* `{error.Code}`: {error.Detail.English}")),
                errors.Key switch { 401 => [HeaderNames.WWWAuthenticate], 429 or 503 => [HeaderNames.RetryAfter], _ => [] },
                ProblemJson,
                Problem(errors.Select(error => error.Code).Distinct()),
                call.HasPages,
                isHead));
        }

        return answers;
    }

    private static IEnumerable<ApiErrorCode> Errors(MethodInfo function, Guard guard)
    {
        IEnumerable<ApiErrorCode> named = [.. Named(function.DeclaringType!), .. Named(function)];
        if (guard != Guard.None)
            named = named.Append(ApiErrorCode.Unauthenticated);
        if (guard is Guard.Operator or Guard.Hook)
            named = named.Append(ApiErrorCode.Forbidden);
        return function.IsDefined(typeof(ApiBodyAttribute)) ? [.. named, ApiErrorCode.InvalidRequest, ApiErrorCode.TooLarge] : named;

        static IEnumerable<ApiErrorCode> Named(MemberInfo member) => member.GetCustomAttribute<ApiErrorsAttribute>()?.Errors ?? [];
    }

    private OpenApiSchema Problem(IEnumerable<string> codes) => new()
    {
        AllOf =
        [
            _schemas.Written(typeof(ProblemView)),
            new OpenApiSchema { Properties = new Dictionary<string, IOpenApiSchema> { ["code"] = new OpenApiSchema { Enum = [.. codes.Select(code => JsonValue.Create(code))] } } },
        ],
    };

    private OpenApiResponse Answer(string description, IEnumerable<string> headers, string mediaType, IOpenApiSchema? body, bool hasPages, bool isHead)
    {
        var content = new Dictionary<string, IOpenApiMediaType>();
        if (body is not null && !isHead)
            content.Add(mediaType, new OpenApiMediaType { Schema = body });
        if (hasPages && !isHead)
            content.Add(Html, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        return new OpenApiResponse
        {
            Description = description,
            Headers = headers.Append(ApiHeaders.Correlator).ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, _document)),
            Content = content.Count > 0 ? content : null,
        };
    }

    [GeneratedRegex(":[^}]*")]
    private static partial Regex RouteConstraint();
}
