namespace ContractAttach.LocalRuntime.Engine;

/// <summary>An orchestrator's code does something else than its history says.</summary>
internal sealed class NonDeterministicException : Exception
{
    /// <summary>The name under which the real library reports this.</summary>
    internal const string ReportedType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    internal NonDeterministicException(HistoryEvent? recorded, HistoryEvent? scheduled)
        : base($"The orchestrator's code does not fit its history: the history has {Name(recorded)} where the code schedules {Name(scheduled)}. "
            + "Was the code changed while this instance was running?")
    {
    }

    private static string Name(HistoryEvent? action) => action?.Describe() ?? "nothing";
}
