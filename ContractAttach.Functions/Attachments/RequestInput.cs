namespace ContractAttach.Functions.Attachments;

/// <summary>
/// Everything that reaches a request's orchestration, under the one event name <see cref="EventName"/>: one flat record,
/// since payloads are serialised by their runtime type and a polymorphic base would lose its discriminator.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="Id">Names this input, so that whoever raised it finds its answer in the custom status.</param>
/// <param name="Digests">Of the code that was entered: its digest for each send, in their order. Never a code.</param>
/// <param name="Send">The send that failed, from 1.</param>
/// <param name="HasLineUser">Whether who uses the line is on the row by now.</param>
/// <param name="HasContactDetails">Whether contact details are on the row by now.</param>
public sealed record RequestInput(
    InputKind Kind,
    string? Id = null,
    IReadOnlyList<string>? Digests = null,
    int Send = 0,
    bool HasLineUser = false,
    bool HasContactDetails = false)
{
    /// <summary>The name of the event.</summary>
    public const string EventName = "Input";
}
