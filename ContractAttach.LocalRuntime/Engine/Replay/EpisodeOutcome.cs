using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What an episode of an orchestrator came to.</summary>
internal sealed record EpisodeOutcome
{
    /// <summary>What the orchestrator did, in order.</summary>
    internal IReadOnlyList<HistoryEvent> Actions { get; init; } = [];

    /// <summary>Its custom status.</summary>
    internal string? CustomStatus { get; init; }

    /// <summary>How it ended; null where it goes on.</summary>
    internal HistoryEvent? End { get; init; }

    /// <summary>The first events of the history that it begins anew with; null where it does not.</summary>
    internal List<HistoryEvent>? Anew { get; init; }

    /// <summary>The instance cannot be read.</summary>
    internal static EpisodeOutcome Damaged(DamagedInstanceException damage) =>
        Failed(new(typeof(InvalidOperationException).FullName!, damage.Message));

    /// <summary>The instance has failed.</summary>
    internal static EpisodeOutcome Failed(Failure failure) => new()
    {
        End = new() { Kind = HistoryEventKind.Ended, Status = OrchestrationRuntimeStatus.Failed, Failure = failure },
    };
}
