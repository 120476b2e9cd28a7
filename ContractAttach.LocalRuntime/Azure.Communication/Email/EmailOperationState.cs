namespace Azure.Communication.Email;

/// <summary>What the service says of a send.</summary>
internal sealed record EmailOperationState(string Id, string Status, EmailOperationError? Error);

/// <summary>Why a send failed.</summary>
internal sealed record EmailOperationError(string? Code, string? Message);
