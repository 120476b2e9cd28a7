using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Pipeline;

/// <summary>Sends JSON to a communication resource, signed or with a token, retried as the client's options say.</summary>
internal sealed class CommunicationPipeline
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HttpPipeline _http;
    private readonly Uri _endpoint;
    private readonly string _version;

    private CommunicationPipeline(Uri endpoint, ClientOptions options, string version, HttpPipelinePolicy authentication)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        (_http, _endpoint, _version) = (HttpPipelineBuilder.Build(options, authentication), endpoint, version);
    }

    public static CommunicationPipeline WithConnectionString(string connectionString, ClientOptions options, string version)
    {
        CommunicationConnection connection = CommunicationConnection.Parse(connectionString);
        return WithKey(connection.Endpoint, connection.Key, options, version);
    }

    public static CommunicationPipeline WithKey(Uri endpoint, AzureKeyCredential credential, ClientOptions options, string version)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, options, version, new HmacAuthenticationPolicy(credential));
    }

    public static CommunicationPipeline WithToken(Uri endpoint, TokenCredential credential, ClientOptions options, string version)
        => new(endpoint, options, version, new BearerTokenAuthenticationPolicy(credential, "https://communication.azure.com//.default"));

    /// <summary>Posts a body.</summary>
    public async Task<Response> PostAsync(string path, object body, CancellationToken cancellationToken, string? operationId = null)
    {
        using HttpMessage message = Message(RequestMethod.Post, path);
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body, Json));
        message.Request.Headers.SetValue("Content-Type", "application/json");
        if (operationId is not null)
            message.Request.Headers.SetValue("Operation-Id", operationId);
        await _http.SendAsync(message, cancellationToken);
        return Checked(message.Response);
    }

    /// <summary>Gets a resource.</summary>
    public async ValueTask<Response> GetAsync(string path, CancellationToken cancellationToken)
    {
        using HttpMessage message = Message(RequestMethod.Get, path);
        await _http.SendAsync(message, cancellationToken);
        return Checked(message.Response);
    }

    /// <inheritdoc cref="GetAsync"/>
    public Response Get(string path, CancellationToken cancellationToken)
    {
        using HttpMessage message = Message(RequestMethod.Get, path);
        _http.Send(message, cancellationToken);
        return Checked(message.Response);
    }

    /// <summary>Reads an answer's body.</summary>
    public static T Read<T>(Response response) => response.Content.ToObjectFromJson<T>(Json)!;

    private HttpMessage Message(RequestMethod method, string path)
    {
        HttpMessage message = _http.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(_endpoint);
        message.Request.Uri.AppendPath(path, escape: false);
        message.Request.Uri.AppendQuery("api-version", _version);
        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    private static Response Checked(Response response) => response.IsError ? throw new RequestFailedException(response) : response;
}
