namespace ContractAttach.Notifications;

/// <summary>An e-mail.</summary>
/// <param name="To">Address.</param>
/// <param name="ToName">The reader's name, where known.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Text">The text version, with the same content as the other.</param>
/// <param name="Html">The HTML version.</param>
/// <param name="OperationId">Makes a repeat harmless.</param>
public sealed record EmailNotice(string To, string? ToName, string Subject, string Text, string Html, Guid OperationId)
{
    /// <summary>The operation alone: address and text are nobody's business in a log.</summary>
    public override string ToString() => $"E-mail {OperationId}";
}
