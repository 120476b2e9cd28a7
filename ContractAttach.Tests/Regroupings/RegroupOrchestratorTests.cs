using ContractAttach.Functions.Regroupings;
using ContractAttach.Regroupings;
using Microsoft.DurableTask;
using Moq;
using Xunit;

namespace ContractAttach.Tests.Regroupings;

public sealed class RegroupOrchestratorTests
{
    private static readonly RegroupingKey s_key = new("account", "regrouping");

    private readonly Mock<TaskOrchestrationContext> _context = new();
    private readonly List<NoteRegroupedInput> _noted = [];
    private readonly List<TaskCompletionSource<RegroupResult>> _running = [];
    private RegroupInput? _next;

    [Fact]
    public async Task Each_contract_is_brought_and_its_result_noted_with_the_end()
    {
        Begin(contracts: 3);
        Bring(contract => contract.ContractId == "C2" ? RegroupResult.AlreadyAttached : RegroupResult.Attached);

        await RegroupOrchestrator.RunAsync(_context.Object);

        NoteRegroupedInput noted = Assert.Single(_noted);
        Assert.Equal((s_key, RegroupingStatus.Completed), (noted.Key, noted.End));
        Assert.Equal([("C1", RegroupResult.Attached), ("C2", RegroupResult.AlreadyAttached), ("C3", RegroupResult.Attached)], Results(noted));
        Assert.Null(_next);
    }

    [Fact]
    public async Task One_that_fails_leaves_the_others_done()
    {
        Begin(contracts: 3);
        Bring(contract => contract.ContractId == "C2" ? throw new TaskFailedException(RegroupContractActivity.Name, 0, new TimeoutException()) : RegroupResult.Attached);

        await RegroupOrchestrator.RunAsync(_context.Object);

        NoteRegroupedInput noted = Assert.Single(_noted);
        Assert.Equal(RegroupingStatus.Completed, noted.End);
        Assert.Equal([("C1", RegroupResult.Attached), ("C2", RegroupResult.Failed), ("C3", RegroupResult.Attached)], Results(noted));
    }

    [Fact]
    public async Task An_account_without_contracts_is_done_at_once()
    {
        Begin(contracts: 0);

        await RegroupOrchestrator.RunAsync(_context.Object);

        Assert.Equal(RegroupingStatus.Completed, Assert.Single(_noted).End);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_a_regrouping_that_failed()
    {
        Begin(contracts: 0);
        _context.Setup(context => context.CallActivityAsync<IReadOnlyList<AttachedContract>>(ListOtherContractsActivity.Name, It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .ThrowsAsync(new TaskFailedException(ListOtherContractsActivity.Name, 0, new TimeoutException()));

        await RegroupOrchestrator.RunAsync(_context.Object);

        Assert.Equal(RegroupingStatus.Failed, Assert.Single(_noted).End);
        Assert.Null(_next);
    }

    [Fact]
    public async Task A_full_page_is_noted_without_an_end_and_the_next_one_follows_it()
    {
        Begin(contracts: RegroupOrchestrator.Page, after: "C0");
        Bring(_ => RegroupResult.Attached);

        await RegroupOrchestrator.RunAsync(_context.Object);

        NoteRegroupedInput noted = Assert.Single(_noted);
        Assert.Equal((RegroupOrchestrator.Page, (RegroupingStatus?)null), (noted.Contracts.Count, noted.End));
        Assert.Equal(new RegroupInput("account", "C" + RegroupOrchestrator.Page), _next);
    }

    [Fact]
    public async Task No_more_than_ten_are_brought_side_by_side()
    {
        Begin(contracts: 25);
        _context.Setup(context => context.CallActivityAsync<RegroupResult>(RegroupContractActivity.Name, It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Returns(() =>
            {
                _running.Add(new TaskCompletionSource<RegroupResult>());
                return _running[^1].Task;
            });

        Task orchestration = RegroupOrchestrator.RunAsync(_context.Object);
        foreach (int begun in new[] { 10, 20, 25 })
        {
            Assert.Equal(begun, _running.Count);
            foreach (TaskCompletionSource<RegroupResult> running in _running.Where(running => !running.Task.IsCompleted).ToList())
                running.SetResult(RegroupResult.Attached);
        }

        await orchestration;
        Assert.Equal(25, Assert.Single(_noted).Contracts.Count);
    }

    [Fact]
    public void A_page_is_noted_in_one_transaction() => Assert.InRange(RegroupOrchestrator.Page, 1, RegroupingStore.Batch);

    private static IEnumerable<(string, RegroupResult)> Results(NoteRegroupedInput noted) => noted.Contracts.Select(contract => (contract.ContractId, contract.Result));

    private void Begin(int contracts, string? after = null)
    {
        IReadOnlyList<AttachedContract> page = [.. Enumerable.Range(1, contracts).Select(number => new AttachedContract($"C{number}", $"A{number}"))];
        _context.Setup(context => context.InstanceId).Returns(s_key.RegroupingId);
        _context.Setup(context => context.GetInput<RegroupInput>()).Returns(new RegroupInput(s_key.AccountId, after));
        _context.Setup(context => context.CallActivityAsync<IReadOnlyList<AttachedContract>>(
            ListOtherContractsActivity.Name, new ListOtherContractsInput(s_key, after, RegroupOrchestrator.Page), It.IsAny<TaskOptions>())).ReturnsAsync(page);
        _context.Setup(context => context.CallActivityAsync(NoteRegroupedActivity.Name, It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Callback((TaskName _, object? note, TaskOptions? _) => _noted.Add((NoteRegroupedInput)note!))
            .Returns(Task.CompletedTask);
        _context.Setup(context => context.ContinueAsNew(It.IsAny<object>(), It.IsAny<bool>())).Callback((object? next, bool _) => _next = (RegroupInput)next!);
    }

    private void Bring(Func<AttachedContract, RegroupResult> bring) =>
        _context.Setup(context => context.CallActivityAsync<RegroupResult>(RegroupContractActivity.Name, It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Returns(async (TaskName _, object? input, TaskOptions? _) =>
            {
                await Task.CompletedTask;
                return bring(((RegroupContractInput)input!).Contract);
            });
}
