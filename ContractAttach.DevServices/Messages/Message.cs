namespace ContractAttach.DevServices.Messages;

/// <summary>A message as it reached one recipient.</summary>
internal sealed record Message
{
    /// <summary>How it travelled.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The recipient's number (E.164) or address.</summary>
    public required string To { get; init; }

    /// <summary>The sender's number or address.</summary>
    public required string From { get; init; }

    /// <summary>The subject of an e-mail.</summary>
    public string? Subject { get; init; }

    /// <summary>The text, or the plain-text part of an e-mail.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML part of an e-mail.</summary>
    public string? Html { get; init; }

    /// <summary>When it was first accepted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The sender's own mark on an SMS.</summary>
    public string? Tag { get; init; }

    /// <summary>What makes a repeat of the same send harmless: an e-mail's operation id, an SMS's repeatability request id.</summary>
    public required string OperationId { get; init; }

    /// <summary>The service's id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>How often this send was accepted: more than one where the sender repeated it.</summary>
    public int Deliveries { get; init; } = 1;

    /// <summary>Whether it arrived.</summary>
    public MessageState State { get; init; }
}
