namespace Azure.Communication.Sms.Models;

/// <summary>Makes results for tests.</summary>
public static class SmsModelFactory
{
    /// <summary>Makes what a send gives.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="httpStatusCode">The recipient's own status.</param>
    /// <param name="successful">Whether the message was taken.</param>
    /// <param name="errorMessage">Why not.</param>
    /// <returns>The result.</returns>
    public static SmsSendResult SmsSendResult(string to, string messageId, int httpStatusCode, bool successful, string errorMessage)
        => new(to, messageId, httpStatusCode, successful, errorMessage);
}
