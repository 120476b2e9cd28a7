using System.Text.Json.Nodes;
using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>The templates, compiled once.</summary>
public sealed class CompiledTemplates : IAsyncLifetime
{
    /// <summary>Both of them.</summary>
    public IReadOnlyList<JsonObject> Templates { get; private set; } = [];

    /// <summary>What they make in production.</summary>
    internal IReadOnlyList<TemplateResource> Resources { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Templates =
        [
            await BicepCompiler.BuildAsync("main.bicep", cancellationToken),
            await BicepCompiler.BuildAsync("delivery-reports.bicep", cancellationToken),
        ];
        Resources =
        [
            .. await ProductionAsync(),
            .. await BicepCompiler.ResourcesAsync("delivery-reports.bicepparam", ["--resource-group", "rg-contract-attach-production"], cancellationToken),
        ];
    }

    /// <summary>What is made in production by a deployer who has set more.</summary>
    internal static Task<IReadOnlyList<TemplateResource>> ProductionAsync(params (string Name, string Value)[] environment) =>
        BicepCompiler.ResourcesAsync("environments/production.bicepparam", ["--location", "francecentral"], TestContext.Current.CancellationToken, environment);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
