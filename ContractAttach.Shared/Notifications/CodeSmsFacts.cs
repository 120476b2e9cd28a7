using ContractAttach.Contracts;

namespace ContractAttach.Notifications;

/// <summary>What the text message with a code says.</summary>
/// <param name="FirstName">The requester's first name, where known.</param>
/// <param name="LastName">The requester's last name, where known.</param>
/// <param name="Line">The line, masked as in <c>06xxxxxx12</c>.</param>
/// <param name="Code">The code.</param>
/// <param name="Send">Which of the request's codes it is.</param>
/// <param name="Sends">How many codes a request may have.</param>
/// <param name="LifetimeMinutes">How long it lives.</param>
/// <param name="Flybox">Whether it is read in the page of a 4G home box.</param>
/// <param name="Language">The contract's language.</param>
public sealed record CodeSmsFacts(
    string? FirstName,
    string? LastName,
    string Line,
    string Code,
    int Send,
    int Sends,
    int LifetimeMinutes,
    bool Flybox,
    ContractLanguage Language)
{
    /// <summary>Nothing: all of it is personal or secret.</summary>
    public override string ToString() => nameof(CodeSmsFacts);
}
