using ContractAttach.Functions.Orchestrations;
using ContractAttach.Regroupings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ContractAttach.Functions.Regroupings;

/// <summary>
/// Drives one regrouping: page by page of the other account's contracts, each contract for itself, some side by side. One that
/// fails leaves the others done. Every page is an orchestration of its own, so that no history grows with the account.
/// </summary>
public sealed class RegroupOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "Regroup";

    /// <summary>Contracts of a page: most accounts are one, and its history stays a few dozen KiB.</summary>
    public const int Page = 50;

    // Each writes a dozen rows of the same two partitions and sends an e-mail.
    private const int SideBySide = 10;

    /// <summary>The orchestration of one page; its instance id is the regrouping's id.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        RegroupInput input = context.GetInput<RegroupInput>()!;
        var key = new RegroupingKey(input.AccountId, context.InstanceId);
        IReadOnlyList<AttachedContract> page;
        try
        {
            page = await context.CallActivityAsync<IReadOnlyList<AttachedContract>>(
                ListOtherContractsActivity.Name, new ListOtherContractsInput(key, input.After, Page), Retries.ForTwoMinutes);
        }
        catch (TaskFailedException)
        {
            await NoteAsync([], RegroupingStatus.Failed);
            return;
        }

        var regrouped = new List<RegroupedContract>();
        foreach (AttachedContract[] some in page.Chunk(SideBySide))
            regrouped.AddRange(await Task.WhenAll(some.Select(RegroupAsync)));
        bool last = page.Count < Page;
        await NoteAsync(regrouped, last ? RegroupingStatus.Completed : null);
        if (!last)
            context.ContinueAsNew(input with { After = page[^1].ContractId });

        async Task<RegroupedContract> RegroupAsync(AttachedContract contract)
        {
            try
            {
                return new RegroupedContract(
                    contract.ContractId,
                    await context.CallActivityAsync<RegroupResult>(RegroupContractActivity.Name, new RegroupContractInput(key, contract), Retries.ForTwoMinutes));
            }
            catch (TaskFailedException)
            {
                return new RegroupedContract(contract.ContractId, RegroupResult.Failed);
            }
        }

        Task NoteAsync(IReadOnlyList<RegroupedContract> contracts, RegroupingStatus? end) =>
            context.CallActivityAsync(NoteRegroupedActivity.Name, new NoteRegroupedInput(key, contracts, end), Retries.UntilWritten);
    }
}
