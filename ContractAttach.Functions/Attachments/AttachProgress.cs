using ContractAttach.Accounts;
using ContractAttach.Attachments;

namespace ContractAttach.Functions.Attachments;

/// <summary>The orchestration's custom status: how far the request has come. Small, and nothing personal.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Sends">Codes sent so far.</param>
/// <param name="SendsLeft">Codes that may still be sent.</param>
/// <param name="TriesLeft">Wrong tries that it still bears.</param>
/// <param name="CodeExpiresAt">When the code runs out; null where none was sent.</param>
/// <param name="ResendAt">When a new code may be asked for; null where none may.</param>
/// <param name="SendFailed">Whether the last send is known not to have arrived.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Role">The role it was attached with.</param>
/// <param name="Inputs">Inputs that it has taken.</param>
/// <param name="Answers">What came of the latest inputs.</param>
public sealed record AttachProgress(
    RequestStatus Status,
    int Sends,
    int SendsLeft,
    int TriesLeft,
    DateTime? CodeExpiresAt,
    DateTime? ResendAt,
    bool SendFailed,
    RefusalReason? Reason,
    DateTime? EndedAt,
    Role? Role,
    int Inputs,
    IReadOnlyList<Answer> Answers);
