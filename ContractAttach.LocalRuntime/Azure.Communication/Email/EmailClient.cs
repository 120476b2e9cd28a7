using Azure.Communication.Pipeline;
using Azure.Core;

namespace Azure.Communication.Email;

/// <summary>Sends e-mail through Azure Communication Services.</summary>
public class EmailClient
{
    private readonly CommunicationPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected EmailClient() => _pipeline = null!;

    /// <summary>With the connection string of the resource.</summary>
    /// <param name="connectionString">The connection string.</param>
    public EmailClient(string connectionString) : this(connectionString, new EmailClientOptions()) { }

    /// <summary>With the connection string of the resource.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="options">How to send and retry.</param>
    public EmailClient(string connectionString, EmailClientOptions options)
        => _pipeline = CommunicationPipeline.WithConnectionString(connectionString, options, options.ApiVersion);

    /// <summary>With a key of the resource.</summary>
    /// <param name="endpoint">The resource.</param>
    /// <param name="credential">The key.</param>
    /// <param name="options">How to send and retry.</param>
    public EmailClient(Uri endpoint, AzureKeyCredential credential, EmailClientOptions? options = null)
        => _pipeline = CommunicationPipeline.WithKey(endpoint, credential, options ??= new EmailClientOptions(), options.ApiVersion);

    /// <summary>With an identity.</summary>
    /// <param name="endpoint">The resource.</param>
    /// <param name="credential">The identity.</param>
    /// <param name="options">How to send and retry.</param>
    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions? options = null)
        => _pipeline = CommunicationPipeline.WithToken(endpoint, credential, options ??= new EmailClientOptions(), options.ApiVersion);

    /// <summary>Sends an e-mail.</summary>
    /// <param name="wait">Whether to come back once the service has taken it, or once it is sent.</param>
    /// <param name="message">The e-mail.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sending.</returns>
    /// <exception cref="RequestFailedException">The service refused the e-mail.</exception>
    public virtual Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default)
        => SendAsync(wait, message, Guid.NewGuid(), cancellationToken);

    /// <summary>Sends an e-mail under an id of the caller's: a repeat with the same id is harmless.</summary>
    /// <param name="wait">Whether to come back once the service has taken it, or once it is sent.</param>
    /// <param name="message">The e-mail.</param>
    /// <param name="operationId">The id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sending.</returns>
    /// <exception cref="RequestFailedException">The service refused the e-mail.</exception>
    public virtual async Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        string id = operationId.ToString();
        Response response = await _pipeline.PostAsync("/emails:send", message, cancellationToken, id);
        var operation = new EmailSendOperation(id, this, response);
        if (wait == WaitUntil.Completed)
            await operation.WaitForCompletionAsync(cancellationToken);
        return operation;
    }

    internal ValueTask<Response> GetOperationAsync(string id, CancellationToken cancellationToken) => _pipeline.GetAsync(OperationPath(id), cancellationToken);

    internal Response GetOperation(string id, CancellationToken cancellationToken) => _pipeline.Get(OperationPath(id), cancellationToken);

    private static string OperationPath(string id) => $"/emails/operations/{Uri.EscapeDataString(id)}";
}
