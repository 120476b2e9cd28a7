namespace ContractAttach.Accounts;

/// <summary>By what a person signs in; <c>email</c>, <c>mobile</c> on the wire.</summary>
public enum LoginKind
{
    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A mobile number.</summary>
    Mobile,
}
