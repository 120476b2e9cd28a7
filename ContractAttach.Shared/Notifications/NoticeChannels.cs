namespace ContractAttach.Notifications;

/// <summary>How a notice travels.</summary>
public static class NoticeChannels
{
    /// <summary>By e-mail.</summary>
    public const string Email = "email";

    /// <summary>By SMS, where the reader has no e-mail address.</summary>
    public const string Sms = "sms";
}
