namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>Documents an answer of an HTTP function that is no error.</summary>
/// <param name="status">Its status.</param>
/// <param name="description">What it says.</param>
/// <param name="type">The type that its body is written from; null where it has none.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ApiAnswerAttribute(int status, string description, Type? type = null) : Attribute
{
    /// <summary>Its status.</summary>
    public int Status => status;

    /// <summary>What it says.</summary>
    public string Description => description;

    /// <summary>The type that its body is written from.</summary>
    public Type? Type => type;

    /// <summary>Headers that it bears beside those of every answer; <see cref="ApiHeaders"/> describes them.</summary>
    public string[] Headers { get; init; } = [];
}
