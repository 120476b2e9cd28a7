using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>Says what the service takes and answers.</summary>
[ApiGroup("Service", "The service itself.")]
public sealed class OpenApiFunctions(ApiDescription description)
{
    /// <summary>The OpenAPI document; 304 for who has it already.</summary>
    [Function("OpenApi")]
    [ApiCall("This document")]
    [ApiParameter("If-None-Match", ParameterLocation.Header, "The ETag of the document that the caller has.")]
    [ApiAnswer(StatusCodes.Status200OK, "The document: OpenAPI 3.1.", typeof(JsonObject), Headers = ["ETag"])]
    [ApiAnswer(StatusCodes.Status304NotModified, "The caller has it.", Headers = ["ETag"])]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(description.Json, "application/json", entityTag: new EntityTagHeaderValue($"\"{description.Version}\""));
    }
}
