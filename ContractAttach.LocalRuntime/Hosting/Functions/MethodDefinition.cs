using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ContractAttach.LocalRuntime.Hosting.Functions;

/// <summary>A function's declaration as the pipeline sees it.</summary>
internal sealed class MethodDefinition(Function function) : FunctionDefinition
{
    public override string Id => function.Name;

    public override string Name => function.Name;

    public override string EntryPoint => function.EntryPoint;

    public override string PathToAssembly => function.Method.Module.FullyQualifiedName;

    public override ImmutableArray<FunctionParameter> Parameters { get; } = [.. function.Parameters.Select(p => new FunctionParameter(p.Name!, p.ParameterType))];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = function.Parameters
        .Where(p => p.GetCustomAttribute<BindingAttribute>() is not null)
        .ToImmutableDictionary(p => p.Name!, p => (BindingMetadata)new InputBinding(p.Name!, ParameterBinding.TypeName(p.GetCustomAttribute<BindingAttribute>()!)));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    private sealed class InputBinding(string name, string type) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.In;
    }
}
