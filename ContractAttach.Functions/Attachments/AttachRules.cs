using ContractAttach.Attachments;

namespace ContractAttach.Functions.Attachments;

/// <summary>The numbers that one orchestration goes by; <see cref="AttachmentOptions"/> has their sources.</summary>
/// <param name="CodeLifetime">How long a code lives from its generation.</param>
/// <param name="Sends">Codes sent at the most.</param>
/// <param name="Tries">Wrong tries, the last of which ends the request.</param>
/// <param name="FirstResendWait">Wait before the second code.</param>
/// <param name="NextResendWait">Wait before each later one.</param>
public sealed record AttachRules(TimeSpan CodeLifetime, int Sends, int Tries, TimeSpan FirstResendWait, TimeSpan NextResendWait)
{
    /// <summary>The rules of a request that begins now.</summary>
    public static AttachRules From(AttachmentOptions options) =>
        new(options.CodeLifetime, options.SendsPerRequest, options.TriesPerRequest, options.FirstResendWait, options.NextResendWait);
}
