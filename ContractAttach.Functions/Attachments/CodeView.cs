using System.ComponentModel;
using ContractAttach.Attachments;

namespace ContractAttach.Functions.Attachments;

/// <summary>The code of a request as web channels see it: everything but the code.</summary>
internal sealed record CodeView(
    [property: Description("How many codes were sent.")] int Sends,
    [property: Description("How many more can be.")] int SendsLeft,
    [property: Description("How many wrong entries end the request.")] int TriesLeft,
    DateTime? ExpiresAt,
    [property: Description("From when on a new one may be asked for.")] DateTime? ResendAt,
    CodeDelivery Delivery,
    [property: Description("Whether the last one is known not to have arrived.")] bool Failed)
{
    /// <summary>What the request's progress says of its code.</summary>
    public static CodeView Of(RequestRow request, AttachProgress progress) => new(
        progress.Sends,
        progress.SendsLeft,
        progress.TriesLeft,
        progress.CodeExpiresAt,
        progress.ResendAt,
        request.IsFlybox ? CodeDelivery.Flybox : CodeDelivery.Sms,
        progress.SendFailed);
}
