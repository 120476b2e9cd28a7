using Azure.Communication.Pipeline;

namespace Azure.Communication.Email;

/// <summary>An e-mail on its way.</summary>
public class EmailSendOperation : Operation<EmailSendResult>
{
    private readonly EmailClient _client;
    private Response? _response;
    private EmailSendResult? _value;
    private RequestFailedException? _failure;

    /// <summary>For mocks.</summary>
    protected EmailSendOperation() => (_client, Id) = (null!, null!);

    /// <summary>One that was begun before.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="client">Whoever asks after it.</param>
    public EmailSendOperation(string id, EmailClient client) => (Id, _client) = (id, client);

    internal EmailSendOperation(string id, EmailClient client, Response response) : this(id, client) => Take(response);

    /// <inheritdoc/>
    public override string Id { get; }

    /// <inheritdoc/>
    public override bool HasCompleted => HasValue || _failure is not null;

    /// <inheritdoc/>
    public override bool HasValue => _value is not null;

    /// <inheritdoc/>
    public override EmailSendResult Value => _value ?? throw _failure ?? (Exception)new InvalidOperationException("The operation has not completed yet.");

    /// <inheritdoc/>
    public override Response GetRawResponse() => _response ?? throw new InvalidOperationException("The operation has not been asked after yet.");

    /// <inheritdoc/>
    public override Response UpdateStatus(CancellationToken cancellationToken = default)
        => HasCompleted ? Checked() : Taken(_client.GetOperation(Id, cancellationToken));

    /// <inheritdoc/>
    public override async ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default)
        => HasCompleted ? Checked() : Taken(await _client.GetOperationAsync(Id, cancellationToken));

    private Response Taken(Response response)
    {
        Take(response);
        return Checked();
    }

    private Response Checked() => _failure is null ? GetRawResponse() : throw _failure;

    private void Take(Response response)
    {
        _response = response;
        EmailOperationState state = CommunicationPipeline.Read<EmailOperationState>(response);
        EmailSendStatus status = state.Status;
        if (status == EmailSendStatus.Succeeded)
            _value = new EmailSendResult(status);
        else if (status == EmailSendStatus.Failed || status == EmailSendStatus.Canceled)
            _failure = new RequestFailedException(response.Status, state.Error?.Message ?? $"The e-mail {Id} was not sent: {status}.", state.Error?.Code, null);
    }
}
