using ContractAttach.Attachments;

namespace ContractAttach.Functions.Attachments;

/// <summary>The code of a request as web channels see it: everything but the code.</summary>
internal sealed record CodeView(
    int Sends,
    int SendsLeft,
    int TriesLeft,
    DateTime? ExpiresAt,
    DateTime? ResendAt,
    string Delivery,
    bool Failed)
{
    /// <summary>What the request's progress says of its code.</summary>
    public static CodeView Of(RequestRow request, AttachProgress progress) => new(
        progress.Sends,
        progress.SendsLeft,
        progress.TriesLeft,
        progress.CodeExpiresAt,
        progress.ResendAt,
        request.IsFlybox ? "flybox" : "sms",
        progress.SendFailed);
}
