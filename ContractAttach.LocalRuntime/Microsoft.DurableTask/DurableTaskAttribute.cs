namespace Microsoft.DurableTask;

/// <summary>Names a class-based orchestrator or activity.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute : Attribute
{
    /// <summary>Names the class.</summary>
    /// <param name="name">The name; null for that of the class.</param>
    public DurableTaskAttribute(string? name = null) => Name = name is null ? default : new TaskName(name);

    /// <summary>The name; the default value for that of the class.</summary>
    public TaskName Name { get; }

    /// <summary>The version; null for none.</summary>
    public string? Version { get; set; }
}
