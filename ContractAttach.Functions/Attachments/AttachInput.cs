namespace ContractAttach.Functions.Attachments;

/// <summary>
/// What the orchestration of a request begins with. The rules travel with it, so that a replay sees the numbers it began
/// with whatever the settings say by then.
/// </summary>
/// <param name="AccountId">Whose request it is. The request's id is the instance id.</param>
/// <param name="NeedsCode">Whether a code has to be entered: for mobile and open contracts, which also want a line user.</param>
/// <param name="HasLineUser">Whether who uses the line is on the row already.</param>
/// <param name="HasContactDetails">Whether contact details are on the row already.</param>
/// <param name="ExpiresAt">When the request ends at the latest, unless it is attaching by then.</param>
/// <param name="Rules">The numbers it goes by.</param>
/// <param name="CodeDigests">
/// Keyed digests of the codes of all sends, to compare entries with; never a code. Known before anything is sent, so that an SMS
/// whose answer was lost can be entered like any other. Empty where no code is needed.
/// </param>
public sealed record AttachInput(
    string AccountId,
    bool NeedsCode,
    bool HasLineUser,
    bool HasContactDetails,
    DateTime ExpiresAt,
    AttachRules Rules,
    IReadOnlyList<string> CodeDigests);
