namespace Azure.Communication.Email;

/// <summary>Makes results for tests.</summary>
public static class EmailModelFactory
{
    /// <summary>Makes what a send gives.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="status">How far it is.</param>
    /// <returns>The result.</returns>
    public static EmailSendResult EmailSendResult(string? id = null, EmailSendStatus status = default) => new(status);
}
