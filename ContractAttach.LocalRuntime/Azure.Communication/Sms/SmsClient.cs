using Azure.Communication.Pipeline;
using Azure.Core;

namespace Azure.Communication.Sms;

/// <summary>Sends SMS through Azure Communication Services.</summary>
public class SmsClient
{
    private readonly CommunicationPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected SmsClient() => _pipeline = null!;

    /// <summary>With the connection string of the resource.</summary>
    /// <param name="connectionString">The connection string.</param>
    public SmsClient(string connectionString) : this(connectionString, new SmsClientOptions()) { }

    /// <summary>With the connection string of the resource.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="options">How to send and retry.</param>
    public SmsClient(string connectionString, SmsClientOptions options)
        => _pipeline = CommunicationPipeline.WithConnectionString(connectionString, options, options.ApiVersion);

    /// <summary>With a key of the resource.</summary>
    /// <param name="endpoint">The resource.</param>
    /// <param name="keyCredential">The key.</param>
    /// <param name="options">How to send and retry.</param>
    public SmsClient(Uri endpoint, AzureKeyCredential keyCredential, SmsClientOptions? options = null)
        => _pipeline = CommunicationPipeline.WithKey(endpoint, keyCredential, options ??= new SmsClientOptions(), options.ApiVersion);

    /// <summary>With an identity.</summary>
    /// <param name="endpoint">The resource.</param>
    /// <param name="tokenCredential">The identity.</param>
    /// <param name="options">How to send and retry.</param>
    public SmsClient(Uri endpoint, TokenCredential tokenCredential, SmsClientOptions? options = null)
        => _pipeline = CommunicationPipeline.WithToken(endpoint, tokenCredential, options ??= new SmsClientOptions(), options.ApiVersion);

    /// <summary>Sends to one recipient.</summary>
    /// <param name="from">The sender: a number of the resource, E.164.</param>
    /// <param name="to">The recipient, E.164.</param>
    /// <param name="message">The text.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What became of it: the call may succeed and the recipient be refused.</returns>
    /// <exception cref="RequestFailedException">The service refused the call.</exception>
    public virtual async Task<Response<SmsSendResult>> SendAsync(string from, string to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        Response<IReadOnlyList<SmsSendResult>> response = await SendAsync(from, [to], message, options, cancellationToken);
        return Response.FromValue(response.Value[0], response.GetRawResponse());
    }

    /// <summary>Sends to several recipients.</summary>
    /// <param name="from">The sender: a number of the resource, E.164.</param>
    /// <param name="to">The recipients, E.164.</param>
    /// <param name="message">The text.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What became of each.</returns>
    /// <exception cref="RequestFailedException">The service refused the call.</exception>
    public virtual async Task<Response<IReadOnlyList<SmsSendResult>>> SendAsync(string from, IEnumerable<string> to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        string now = TimeProvider.System.GetUtcNow().ToString("R");
        SmsRecipient[] recipients = [.. to.Select(number => new SmsRecipient(number, Guid.NewGuid().ToString(), now))];
        Response response = await _pipeline.PostAsync("/sms", new SmsSendRequest(from, recipients, message, options), cancellationToken);
        IReadOnlyList<SmsSendResult> results =
            [.. CommunicationPipeline.Read<SmsSendResponse>(response).Value.Select(i => new SmsSendResult(i.To, i.MessageId, i.HttpStatusCode, i.Successful, i.ErrorMessage))];
        return Response.FromValue(results, response);
    }
}
