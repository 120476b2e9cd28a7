using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Gives the clients that were added, made when first asked for.</summary>
internal sealed class EngineClientProvider(IEnumerable<EngineClientBuilder> builders, IServiceProvider services) : IDurableTaskClientProvider
{
    private readonly ConcurrentDictionary<string, DurableTaskClient> _clients = [];

    public DurableTaskClient GetClient(string? name = null) =>
        _clients.GetOrAdd(name ?? Options.DefaultName, key =>
            (builders.FirstOrDefault(b => b.Name == key) ?? throw new ArgumentOutOfRangeException(nameof(name), key, "No client of this name was added."))
            .Build(services));
}
