using System.Text.Json.Serialization;

namespace ContractAttach.Functions.Attachments;

/// <summary>What came of an input.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>Done: the code was right, the answer was taken, the code is being sent, the request is cancelled.</summary>
    Done,

    /// <summary>The code was wrong.</summary>
    Incorrect,

    /// <summary>The code was that of an earlier send.</summary>
    Superseded,

    /// <summary>The code has run out; it was not compared.</summary>
    CodeExpired,

    /// <summary>The code was wrong and the last try; the request is refused.</summary>
    LastTryWrong,

    /// <summary>A new code may not be sent yet.</summary>
    TooSoon,

    /// <summary>No further code is sent in this request.</summary>
    NoSendLeft,

    /// <summary>The request awaits no code any more.</summary>
    NotAwaitingCode,
}
