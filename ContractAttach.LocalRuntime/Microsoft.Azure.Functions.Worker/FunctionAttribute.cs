namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a public method a function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    /// <summary>Names the function.</summary>
    /// <param name="name">The name, unique in the application.</param>
    public FunctionAttribute(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }
}
