using ContractAttach.Due;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup;

/// <summary>Does what is due about one kind of thing.</summary>
public interface IDueHandler
{
    /// <summary>One of <see cref="ContractAttach.Attachments.DueKinds"/>.</summary>
    string Kind { get; }

    /// <summary>
    /// Does it: safe to do again, and beside another run, since the item goes only afterwards. What the item is about may be
    /// gone. What is to follow later is put down as an item of its own.
    /// </summary>
    /// <param name="item">What is due.</param>
    /// <param name="durable">The orchestrations.</param>
    /// <param name="cancellationToken">The item has taken too long, or the application stops.</param>
    Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken);
}
