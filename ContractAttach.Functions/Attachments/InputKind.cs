using System.Text.Json.Serialization;

namespace ContractAttach.Functions.Attachments;

/// <summary>What happened to a request from outside.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InputKind>))]
public enum InputKind
{
    /// <summary>A code was entered.</summary>
    CodeEntered,

    /// <summary>An answer was written to the row.</summary>
    AnswersGiven,

    /// <summary>A new code was asked for.</summary>
    ResendCode,

    /// <summary>A send is known not to have arrived.</summary>
    SendFailed,

    /// <summary>The request is to end: its owner gave it up, or its row says an end already, which is then the one that counts.</summary>
    Cancel,
}
