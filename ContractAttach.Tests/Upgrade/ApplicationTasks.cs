using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Regroupings;
using ContractAttach.Regroupings;
using Microsoft.DurableTask;

namespace ContractAttach.Tests.Upgrade;

/// <summary>The application's orchestrators, and stand-ins for its activities that take and give what these do.</summary>
internal sealed class ApplicationTasks(TimeProvider time)
{
    private readonly TaskCompletionSource _stuck = new();

    /// <summary>A contract whose regrouping does not come to an end while <see cref="IsStuck"/>.</summary>
    public const string StuckContract = "C-2";

    /// <summary>Whether that activity hangs.</summary>
    public bool IsStuck { get; init; }

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
            tasks, ListOtherContractsActivity.Name, real => real.RunAsync, _ => [new("C-1", "A-1"), new(StuckContract, "A-2")]);
        Stand<RegroupContractActivity, RegroupContractInput, RegroupResult>(
            tasks, RegroupContractActivity.Name, real => real.RunAsync, _ => RegroupResult.Attached, asked => IsStuck && asked.Contract.ContractId == StuckContract);
        tasks.AddActivityFunc<NoteRegroupedInput>(NoteRegroupedActivity.Name, (_, _) => Task.CompletedTask);
    }

    // The real one's method is named, so that it cannot come to take or give something else without its stand-in.
    private void Stand<TActivity, TInput, TOutput>(
        DurableTaskRegistry tasks,
        string name,
        Func<TActivity, Func<TInput, CancellationToken, Task<TOutput>>> real,
        Func<TInput, TOutput> answer,
        Predicate<TInput>? hangs = null)
    {
        ArgumentNullException.ThrowIfNull(real);
        tasks.AddActivityFunc<TInput, TOutput>(name, async (_, input) =>
        {
            if (hangs?.Invoke(input) == true)
                await _stuck.Task;
            return answer(input);
        });
    }
}
