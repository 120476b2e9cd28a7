namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>Groups the calls of a class in the document.</summary>
/// <param name="name">The group's name: a tag of the document.</param>
/// <param name="description">What its calls are about.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ApiGroupAttribute(string name, string description) : Attribute
{
    /// <summary>The group's name.</summary>
    public string Name => name;

    /// <summary>What its calls are about.</summary>
    public string Description => description;
}
