namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller of an HTTP trigger must give.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous,

    /// <summary>A user's token.</summary>
    User,

    /// <summary>A key of the function.</summary>
    Function,

    /// <summary>A key of an extension.</summary>
    System,

    /// <summary>The host's master key.</summary>
    Admin,
}
