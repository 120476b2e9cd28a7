using System.ComponentModel;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;

namespace ContractAttach.Functions.Attachments;

/// <summary>An attach request as web channels see it.</summary>
internal sealed record RequestView(
    string Id,
    RequestStatus Status,
    ContractKind ContractKind,
    [property: Description("The line, masked.")] string Line,
    [property: Description("By what right; once it is attached.")] Role? Role,
    [property: Description("Null where no code is needed, and while it is being sent.")] CodeView? Code,
    LineUser? LineUser,
    ContactDetails? ContactDetails,
    DateTime CreatedAt,
    DateTime ExpiresAt,
    DateTime? EndedAt,
    [property: Description("Why it was refused.")] RefusalReason? Reason,
    [property: Description("Once it is attached.")] string? ContractId)
{
    /// <summary>The row says that the request exists and how it ended; the orchestration, how far it has come in between.</summary>
    public static RequestView Of(RequestRow request, AttachProgress? progress)
    {
        RequestEnd? end = request.End;
        RequestStatus status = end?.Status ?? progress?.Status ?? First(request);
        return new RequestView(
            request.Id,
            status,
            request.Kind,
            LineMask.Screen(request.Line),
            end?.Role ?? progress?.Role,
            request.NeedsCode && progress is not null && status != RequestStatus.SendingCode ? CodeView.Of(request, progress) : null,
            request.LineUser,
            request.ContactDetails,
            request.CreatedAt.UtcDateTime,
            request.ExpiresAt.UtcDateTime,
            end?.At.UtcDateTime ?? progress?.EndedAt,
            end?.Reason ?? progress?.Reason,
            status == RequestStatus.Attached ? request.ContractId : null);
    }

    // Before the first episode has run: where it will begin.
    private static RequestStatus First(RequestRow request) =>
        request.NeedsCode ? RequestStatus.SendingCode
        : request.ContactDetails is null ? RequestStatus.AwaitingContactDetails
        : RequestStatus.Attaching;
}
