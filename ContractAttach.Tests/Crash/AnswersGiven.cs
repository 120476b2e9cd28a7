namespace ContractAttach.Tests.Crash;

/// <summary>When the customer says who uses the line, and gives contact details.</summary>
internal enum AnswersGiven
{
    /// <summary>With the start of the request.</summary>
    AtStart,

    /// <summary>With the code.</summary>
    WithCode,

    /// <summary>When asked for.</summary>
    Afterwards,
}
