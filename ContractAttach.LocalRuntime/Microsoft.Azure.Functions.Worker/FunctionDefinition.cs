using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A function as its code declares it.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The parameters of its method.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>Where its assembly is.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Its method: full type name and method name.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>Identifies it.</summary>
    public abstract string Id { get; }

    /// <summary>Its name, of <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }

    /// <summary>What it takes, its trigger among them, by parameter name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>What it gives beside its answer.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}
