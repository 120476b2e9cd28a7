using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>The headers of answers that the document describes.</summary>
internal static class ApiHeaders
{
    /// <summary>The header by which a caller recognises what it asked.</summary>
    public const string Correlator = "x-correlator";

    /// <summary>What a correlator looks like: CAMARA's pattern.</summary>
    public const string CorrelatorPattern = @"^[a-zA-Z0-9\-_:;./<>{}]{0,256}$";

    /// <summary>The CloudEvents web hook's answer to who asks.</summary>
    public const string AllowedOrigin = "WebHook-Allowed-Origin";

    /// <summary>The CloudEvents web hook's answer to how often.</summary>
    public const string AllowedRate = "WebHook-Allowed-Rate";

    /// <summary>Each header by its name.</summary>
    public static IEnumerable<KeyValuePair<string, IOpenApiHeader>> All =>
    [
        Header(Correlator, "The call's x-correlator; a new one where it had none, or a malformed one.", JsonSchemaType.String, required: true),
        Header(HeaderNames.Location, "The path at which the answer's resource is found.", JsonSchemaType.String, required: true),
        Header(HeaderNames.RetryAfter, "In how many seconds it is worth trying again; not there where it never is.", JsonSchemaType.Integer),
        Header(HeaderNames.WWWAuthenticate, "Bearer.", JsonSchemaType.String, required: true),
        Header(HeaderNames.Allow, "The methods that the path takes.", JsonSchemaType.String, required: true),
        Header(PreferHeader.Applied, "The wait that was honoured, where one was.", JsonSchemaType.String),
        Header(AllowedOrigin, "Whose events are welcome; not there for anybody else.", JsonSchemaType.String),
        Header(AllowedRate, "How many are, a minute: * is any number.", JsonSchemaType.String),
        Header(HeaderNames.ETag, "The version of the answer's body, for If-None-Match.", JsonSchemaType.String, required: true),
    ];

    private static KeyValuePair<string, IOpenApiHeader> Header(string name, string description, JsonSchemaType type, bool required = false) =>
        new(name, new OpenApiHeader { Description = description, Required = required, Schema = new OpenApiSchema { Type = type } });
}
