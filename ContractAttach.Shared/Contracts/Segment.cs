namespace ContractAttach.Contracts;

/// <summary>Whom a contract is sold to; <c>consumer</c> (particulier), <c>professional</c> on the wire.</summary>
public enum Segment
{
    /// <summary>A private person.</summary>
    Consumer,

    /// <summary>A professional.</summary>
    Professional,
}
