using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Invokes the function by HTTP.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method, key of the function.</summary>
    public HttpTriggerAttribute() : this(AuthorizationLevel.Function) { }

    /// <summary>Some methods, key of the function.</summary>
    /// <param name="methods">The methods.</param>
    public HttpTriggerAttribute(params string[] methods) : this(AuthorizationLevel.Function, methods) { }

    /// <summary>Any method.</summary>
    /// <param name="authLevel">Which key the caller must give; not asked for locally.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>Some methods.</summary>
    /// <param name="authLevel">Which key the caller must give; not asked for locally.</param>
    /// <param name="methods">The methods.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) => (AuthLevel, Methods) = (authLevel, methods);

    /// <summary>The route template, below the route prefix of host.json; null is the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The methods; null or empty is any.</summary>
    public string[]? Methods { get; }

    /// <summary>Which key the caller must give; not asked for locally.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
