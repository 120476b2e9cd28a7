using Microsoft.OpenApi;

namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>Documents a parameter of an HTTP function; on a class, a part of the path wherever it stands in one of its routes.</summary>
/// <param name="name">Its name.</param>
/// <param name="location">Where it stands.</param>
/// <param name="description">What it says.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ApiParameterAttribute(string name, ParameterLocation location, string description) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Where it stands.</summary>
    public ParameterLocation Location => location;

    /// <summary>What it says.</summary>
    public string Description => description;

    /// <summary>Whether the call needs it; a part of the path always is.</summary>
    public bool Required { get; init; }

    /// <summary>What its value looks like.</summary>
    public string? Pattern { get; init; }

    /// <summary>A value.</summary>
    public string? Example { get; init; }
}
