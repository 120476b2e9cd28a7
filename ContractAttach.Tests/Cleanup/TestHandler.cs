using ContractAttach.Due;
using ContractAttach.Functions.Cleanup;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Tests.Cleanup;

/// <summary>Handles items as a test says.</summary>
internal sealed class TestHandler(string kind, Func<DueItem, Task<CleanupFigures>> handle) : IDueHandler
{
    public string Kind => kind;

    public Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken) => handle(item);
}
