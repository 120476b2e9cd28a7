using System.Text.Json.Serialization;

namespace ContractAttach.Attachments;

/// <summary>Where an attach request stands. The last four are ends, and final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestStatus>))]
public enum RequestStatus
{
    /// <summary>A code is on its way to the SMS service.</summary>
    SendingCode,

    /// <summary>The code can be entered, or a new one asked for.</summary>
    AwaitingCode,

    /// <summary>The code was right; who uses the line is still to be said.</summary>
    AwaitingLineUser,

    /// <summary>One's contact details are still to be checked.</summary>
    AwaitingContactDetails,

    /// <summary>The contract is being linked; nothing stops it any more.</summary>
    Attaching,

    /// <summary>The contract is attached.</summary>
    Attached,

    /// <summary>Its time ran out.</summary>
    Expired,

    /// <summary>The account's owner gave it up.</summary>
    Cancelled,

    /// <summary>It cannot go on, for a <see cref="RefusalReason"/>.</summary>
    Refused,
}
