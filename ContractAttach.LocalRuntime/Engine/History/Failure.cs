using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>How something failed, as stored.</summary>
internal sealed record Failure(string Type, string Message, string? Stack = null, Failure? Inner = null)
{
    /// <summary>The error type of a call of an activity that is not registered.</summary>
    internal const string ActivityNotFound = "ActivityTaskNotFound";

    /// <summary>The error type of an instance whose orchestrator is not registered.</summary>
    internal const string OrchestratorNotFound = "OrchestratorTaskNotFound";

    /// <summary>The failure that an exception is.</summary>
    internal static Failure Of(Exception exception) => new(
        exception.GetType().FullName!,
        exception.Message,
        exception.StackTrace,
        exception is TaskFailedException failed ? Of(failed.FailureDetails) : exception.InnerException is { } inner ? Of(inner) : null);

    /// <summary>The failure as the application sees it.</summary>
    internal TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), null);

    [return: NotNullIfNotNull(nameof(details))]
    private static Failure? Of(TaskFailureDetails? details) => details is null
        ? null
        : new(details.ErrorType, details.ErrorMessage, details.StackTrace, Of(details.InnerFailure));
}
