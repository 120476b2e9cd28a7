namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>Documents a form of what an HTTP function takes.</summary>
/// <param name="type">The type that its body is read as.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ApiBodyAttribute(Type type) : Attribute
{
    /// <summary>The type that its body is read as.</summary>
    public Type Type => type;

    /// <summary>The body's media type.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Such a body.</summary>
    public required string Example { get; init; }
}
