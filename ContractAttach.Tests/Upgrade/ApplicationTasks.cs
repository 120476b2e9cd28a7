using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Regroupings;
using ContractAttach.Regroupings;
using Microsoft.DurableTask;

namespace ContractAttach.Tests.Upgrade;

/// <summary>The application's orchestrators, and stand-ins for its activities that take and give what these do.</summary>
/// <param name="time">The clock.</param>
/// <param name="stuck">The activity that does not answer until it is told to <see cref="Fail"/>; of a regrouping's contracts, that of the second.</param>
internal sealed class ApplicationTasks(TimeProvider time, string? stuck = null)
{
    /// <summary>The first contract of a regrouping.</summary>
    public const string FirstContract = "C-1";

    private const string SecondContract = "C-2";

    private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Each activity's input and output, by its name.</summary>
    public Dictionary<string, (Type Input, Type Output)> Activities { get; } = [];

    /// <summary>Makes what is stuck fail.</summary>
    public void Fail() => _stuck.SetException(new TimeoutException("Not now."));

    /// <summary>Adds them.</summary>
    public void Add(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc(AttachContractOrchestrator.Name, AttachContractOrchestrator.RunAsync);
        tasks.AddOrchestratorFunc(RegroupOrchestrator.Name, RegroupOrchestrator.RunAsync);
        Stand<SendCodeActivity, SendCodeInput, SendCodeResult>(tasks, SendCodeActivity.Name, real => real.RunAsync, _ => new(true));
        Stand<AttachContractActivity, RequestKey, RequestEnd>(
            tasks, AttachContractActivity.Name, real => real.RunAsync, _ => new(RequestStatus.Attached, null, time.GetUtcNow(), Role.Proxy));
        Stand<EndRequestActivity, EndRequestInput, RequestEnd>(
            tasks, EndRequestActivity.Name, real => real.RunAsync, asked => new(asked.Status, asked.Reason, time.GetUtcNow()));
        Stand<ListOtherContractsActivity, ListOtherContractsInput, IReadOnlyList<AttachedContract>>(
            tasks, ListOtherContractsActivity.Name, real => real.RunAsync, asked => asked.After is null ? [new(FirstContract, "A-1"), new(SecondContract, "A-2")] : [new(SecondContract, "A-2")]);
        Stand<RegroupContractActivity, RegroupContractInput, RegroupResult>(
            tasks, RegroupContractActivity.Name, real => real.RunAsync, _ => RegroupResult.Attached, asked => asked.Contract.ContractId == SecondContract);
        Stand<NoteRegroupedActivity, NoteRegroupedInput, object?>(
            tasks, NoteRegroupedActivity.Name, real => (input, cancellationToken) => NothingAsync(real.RunAsync(input, cancellationToken)), _ => null);
    }

    private static async Task<object?> NothingAsync(Task done)
    {
        await done;
        return null;
    }

    // The real one's method is named, so that it cannot come to take or give something else without its stand-in.
    private void Stand<TActivity, TInput, TOutput>(
        DurableTaskRegistry tasks,
        string name,
        Func<TActivity, Func<TInput, CancellationToken, Task<TOutput>>> real,
        Func<TInput, TOutput> answer,
        Predicate<TInput>? mayStick = null)
    {
        ArgumentNullException.ThrowIfNull(real);
        Activities[name] = (typeof(TInput), typeof(TOutput));
        tasks.AddActivityFunc<TInput, TOutput>(name, async (_, input) =>
        {
            if (name == stuck && mayStick?.Invoke(input) != false)
                await _stuck.Task;
            return answer(input);
        });
    }
}
