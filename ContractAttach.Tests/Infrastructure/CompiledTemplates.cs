using System.Text.Json.Nodes;
using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>The templates, compiled once.</summary>
public sealed class CompiledTemplates : IAsyncLifetime
{
    /// <summary>Both of them.</summary>
    public IReadOnlyList<JsonObject> Templates { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Templates =
    [
        await BicepCompiler.BuildAsync("main.bicep", TestContext.Current.CancellationToken),
        await BicepCompiler.BuildAsync("delivery-reports.bicep", TestContext.Current.CancellationToken),
    ];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
