using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ContractAttach.Contracts;
using ContractAttach.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Contracts;

public sealed class ContractImporterTests(TestTables tables) : IClassFixture<TestTables>
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<ContractChange> _changes = [];
    private readonly TableContractDirectory _directory = new(tables.Tables);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contract_is_found_by_id_by_line_and_by_customer()
    {
        Contract contract = SampleContracts.Mobile() with
        {
            Kind = ContractKind.Open,
            Segment = Segment.Professional,
            Language = ContractLanguage.En,
            Holder = new Holder("Zoé", "O'Neil", null, null),
            Lines = [SampleContracts.MobileLine(), new ContractLine(SampleContracts.NewReference(), LineKind.Internet, null)],
        };

        Assert.Equal((1, 0, 0), Counts(await ImportAsync(contract)));

        AssertSame(contract, await _directory.GetAsync(contract.Id, Cancel));
        AssertSame(contract, await _directory.FindByLineAsync(contract.Lines[0].Number, Cancel));
        AssertSame(contract, await _directory.FindByLineAsync(contract.Lines[1].Number, Cancel));
        AssertSame(contract, Assert.Single(await _directory.FindByCustomerAsync(contract.CustomerNumber, Cancel)));
        Assert.Empty(_changes);
    }

    [Fact]
    public async Task The_unknown_is_not_found()
    {
        Assert.Null(await _directory.GetAsync("nobody", Cancel));
        Assert.Null(await _directory.GetAsync("no/such#id?", Cancel));
        Assert.Null(await _directory.GetAsync("", Cancel));
        Assert.Null(await _directory.FindByLineAsync(SampleContracts.NewMobileNumber(), Cancel));
        Assert.Empty(await _directory.FindByCustomerAsync(SampleContracts.NewCustomerNumber(), Cancel));
    }

    [Fact]
    public async Task Known_and_unknown_lines_cost_the_same_reads()
    {
        Contract contract = SampleContracts.Mobile();
        await ImportAsync(contract);
        foreach (string number in (string[])[contract.Lines[0].Number, SampleContracts.NewMobileNumber()])
        {
            StorageCalls calls = new();
            await new TableContractDirectory(tables.Through(calls)).FindByLineAsync(number, Cancel);
            Assert.Equal((2, 0), (calls.Reads, calls.Writes));
        }
    }

    [Fact]
    public async Task The_samples_are_all_taken_the_first_time_and_again()
    {
        string samples = Path.Combine(AppContext.BaseDirectory, "samples", "contracts.ndjson");
        int count = File.ReadLines(samples).Count();
        await using (FileStream first = File.OpenRead(samples))
            Assert.Equivalent(new ImportResult(count, 0, 0, []), await Importer().ImportAsync(first, OnChange, Cancel));
        await using (FileStream again = File.OpenRead(samples))
            Assert.Equivalent(new ImportResult(0, count, 0, []), await Importer().ImportAsync(again, OnChange, Cancel));
        Assert.Empty(_changes);
    }

    [Fact]
    public async Task The_same_import_again_changes_nothing()
    {
        Contract contract = SampleContracts.Mobile();
        await ImportAsync(contract);

        Assert.Equal((0, 1, 0), Counts(await ImportAsync(contract)));

        AssertSame(contract, await _directory.FindByLineAsync(contract.Lines[0].Number, Cancel));
        Assert.Empty(_changes);
    }

    [Fact]
    public async Task Good_lines_are_taken_and_the_others_named()
    {
        Contract first = SampleContracts.Mobile();
        Contract last = SampleContracts.Mobile();
        ImportResult result = await Importer().ImportAsync(
            SampleContracts.ToStream([first.ToJson().ToJsonString(), "{}", "", "nonsense", last.ToJson().ToJsonString(), ""]), OnChange, Cancel);

        Assert.Equal((2, 0, 2), Counts(result));
        Assert.Equal([2, 4], result.Errors.Select(error => error.Line));
        Assert.NotNull(await _directory.GetAsync(last.Id, Cancel));
    }

    [Fact]
    public async Task Of_many_errors_the_first_hundred_are_named()
    {
        ImportResult result = await Importer().ImportAsync(SampleContracts.ToStream(Enumerable.Repeat("{}", 150)), OnChange, Cancel);

        Assert.Equal((0, 0, 150), Counts(result));
        Assert.Equal(Enumerable.Range(1, 100), result.Errors.Select(error => error.Line));
    }

    [Fact]
    public async Task A_line_of_another_contract_is_refused_whole()
    {
        Contract owner = SampleContracts.Mobile();
        Contract other = SampleContracts.Mobile(SampleContracts.NewMobileNumber(), owner.Lines[0].Number);
        ImportResult result = await ImportAsync(owner, other);

        Assert.Equal((1, 0, 1), Counts(result));
        Assert.Contains(owner.Id, result.Errors[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(owner.Lines[0].Number, result.Errors[0].Message, StringComparison.Ordinal);
        Assert.Null(await _directory.GetAsync(other.Id, Cancel));
        AssertSame(owner, await _directory.FindByLineAsync(owner.Lines[0].Number, Cancel));

        // Nothing of it stays in the way.
        Assert.Equal((1, 0, 0), Counts(await ImportAsync(SampleContracts.Mobile(other.Lines[0].Number))));
    }

    [Fact]
    public async Task Of_many_contracts_of_an_import_with_the_same_line_the_first_gets_it()
    {
        string number = SampleContracts.NewMobileNumber();
        Contract[] rivals = [.. Enumerable.Range(0, 40).Select(_ => SampleContracts.Mobile(number))];

        ImportResult result = await ImportAsync(rivals);

        Assert.Equal((1, 0, 39), Counts(result));
        Assert.Equal(Enumerable.Range(2, 39), result.Errors.Select(error => error.Line));
        Assert.All(result.Errors, error => Assert.Contains(rivals[0].Id, error.Message, StringComparison.Ordinal));
        AssertSame(rivals[0], await _directory.FindByLineAsync(number, Cancel));
    }

    [Fact]
    public async Task A_line_that_one_contract_loses_is_the_next_ones_in_the_same_import()
    {
        Contract loser = SampleContracts.Mobile(SampleContracts.NewMobileNumber(), SampleContracts.NewMobileNumber());
        await ImportAsync(loser);
        Contract winner = SampleContracts.Mobile(loser.Lines[0].Number);

        Assert.Equal((1, 1, 0), Counts(await ImportAsync(loser with { Lines = [loser.Lines[1]] }, winner)));

        AssertSame(winner, await _directory.FindByLineAsync(winner.Lines[0].Number, Cancel));
    }

    [Fact]
    public async Task Of_a_contract_that_is_there_twice_the_later_counts()
    {
        Contract contract = SampleContracts.Mobile();
        Contract[] versions = [.. Enumerable.Range(1, 5).Select(number => contract with { Offer = $"Offer {number}" })];

        Assert.Equal((1, 4, 0), Counts(await ImportAsync(versions)));

        AssertSame(versions[^1], await _directory.GetAsync(contract.Id, Cancel));
    }

    [Fact]
    public async Task Contracts_that_share_nothing_are_written_side_by_side()
    {
        Contract[] contracts = [SampleContracts.Mobile(), SampleContracts.Mobile()];
        await ImportAsync(contracts);
        TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int writing = 0;
        async Task<bool> Meet(ContractChange change, Func<CancellationToken, Task<bool>> write, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref writing) == contracts.Length)
                both.SetResult();
            await both.Task.WaitAsync(cancellationToken);
            return await write(cancellationToken);
        }

        Contract[] moved = [.. contracts.Select(contract => contract with { CustomerNumber = SampleContracts.NewCustomerNumber() })];
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));

        Assert.Equal((0, 2, 0), Counts(await Importer().ImportAsync(SampleContracts.ToNdjson(moved), Meet, patience.Token)));
    }

    [Fact]
    public async Task An_import_that_breaks_off_says_so_once_nothing_is_being_written_any_more()
    {
        Contract[] contracts = [SampleContracts.Mobile(), SampleContracts.Mobile()];
        await ImportAsync(contracts);
        Contract[] moved = [.. contracts.Select(contract => contract with { CustomerNumber = SampleContracts.NewCustomerNumber() })];
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task<bool> Break(ContractChange change, Func<CancellationToken, Task<bool>> write, CancellationToken cancellationToken)
        {
            if (change.Old.Id == contracts[0].Id)
            {
                await begun.Task.WaitAsync(cancellationToken);
                broken.SetResult();
                throw new IOException("The storage is away.");
            }

            begun.SetResult();
            await goesOn.Task.WaitAsync(cancellationToken);
            return await write(cancellationToken);
        }

        Task<ImportResult> import = Importer().ImportAsync(SampleContracts.ToNdjson(moved), Break, Cancel);
        await broken.Task.WaitAsync(Cancel);
        foreach (Contract contract in contracts)
            AssertSame(contract, await _directory.GetAsync(contract.Id, Cancel));
        Assert.False(import.IsCompleted);
        goesOn.SetResult();

        await Assert.ThrowsAsync<IOException>(() => import);
        AssertSame(contracts[0], await _directory.GetAsync(contracts[0].Id, Cancel));
        AssertSame(moved[1], await _directory.GetAsync(contracts[1].Id, Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_line_is_free_once_its_contract_has_lost_it_or_is_terminated(bool terminated)
    {
        Contract owner = SampleContracts.Mobile();
        string number = owner.Lines[0].Number;
        await ImportAsync(owner);
        Contract heir = SampleContracts.Mobile(number);
        Contract former = terminated ? owner with { Status = ContractStatus.Terminated } : owner with { Lines = [SampleContracts.MobileLine()] };

        Assert.Equal((1, 1, 0), Counts(await ImportAsync(former, heir)));

        AssertSame(heir, await _directory.FindByLineAsync(number, Cancel));
        AssertSame(former, await _directory.GetAsync(owner.Id, Cancel));
        Assert.Equal(terminated ? 0 : 1, (await _directory.FindByCustomerAsync(owner.CustomerNumber, Cancel)).Count);
    }

    [Fact]
    public async Task A_suspended_contract_keeps_its_lines()
    {
        Contract owner = SampleContracts.Mobile();
        await ImportAsync(owner, owner with { Status = ContractStatus.Suspended });

        Assert.Equal((0, 0, 1), Counts(await ImportAsync(SampleContracts.Mobile(owner.Lines[0].Number))));
        Assert.Equal(ContractStatus.Suspended, (await _directory.FindByLineAsync(owner.Lines[0].Number, Cancel))!.Status);
    }

    [Fact]
    public async Task What_is_done_about_another_customer_number_or_a_lost_line_is_around_the_writing_and_about_nothing_else()
    {
        Contract contract = SampleContracts.Mobile(SampleContracts.NewMobileNumber(), SampleContracts.NewMobileNumber());
        Contract renamed = contract with { Offer = "Forfait 200 Go", Status = ContractStatus.Suspended, Lines = [.. contract.Lines, SampleContracts.MobileLine()] };
        await ImportAsync(contract, renamed, renamed with { Status = ContractStatus.Terminated }, renamed);
        Assert.Empty(_changes);

        Contract sold = renamed with { CustomerNumber = SampleContracts.NewCustomerNumber() };
        Contract shorter = sold with { Lines = [sold.Lines[0]] };
        List<string> seen = [];
        await Importer().ImportAsync(
            SampleContracts.ToNdjson(sold, shorter),
            async (change, write, cancel) =>
            {
                _changes.Add(change);
                await NoteAsync();
                bool written = await write(cancel);
                await NoteAsync();
                return written;

                async Task NoteAsync()
                {
                    Contract stored = (await _directory.GetAsync(change.Old.Id, cancel))!;
                    seen.Add($"{stored.CustomerNumber} {stored.Lines.Count}");
                }
            },
            Cancel);

        Assert.Equal([$"{contract.CustomerNumber} 3", $"{sold.CustomerNumber} 3", $"{sold.CustomerNumber} 3", $"{sold.CustomerNumber} 1"], seen);
        Assert.Equal(2, _changes.Count);
        Assert.Empty(_changes[0].LostLines);
        Assert.Equal([renamed.Lines[1], renamed.Lines[2]], _changes[1].LostLines);
        Assert.Empty(await _directory.FindByCustomerAsync(contract.CustomerNumber, Cancel));
        Assert.Single(await _directory.FindByCustomerAsync(sold.CustomerNumber, Cancel));
        Assert.Null(await _directory.FindByLineAsync(renamed.Lines[1].Number, Cancel));
    }

    [Fact]
    public async Task A_deleted_contract_is_told_and_gone()
    {
        Contract contract = SampleContracts.Mobile();
        await ImportAsync(contract);

        Assert.True(await Importer().DeleteAsync(contract.Id, OnChange, Cancel));

        ContractChange change = Assert.Single(_changes);
        AssertSame(contract, change.Old);
        Assert.Null(change.New);
        Assert.Equal(contract.Lines, change.LostLines);
        Assert.Null(await _directory.GetAsync(contract.Id, Cancel));
        Assert.Empty(await RowsAsync(contract));
        Assert.False(await Importer().DeleteAsync(contract.Id, OnChange, Cancel));
        Assert.False(await Importer().DeleteAsync("no/such#id?", OnChange, Cancel));
        Assert.Single(_changes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_that_dies_at_any_write_is_made_good_by_the_same_import(bool after)
    {
        for (int write = 1; ; write++)
        {
            Contract old = SampleContracts.Mobile(SampleContracts.NewMobileNumber(), SampleContracts.NewMobileNumber());
            Contract @new = old with
            {
                CustomerNumber = SampleContracts.NewCustomerNumber(),
                Lines = [old.Lines[1], SampleContracts.MobileLine()],
            };
            await ImportAsync(old);
            StorageCalls calls = new() { DiesAt = write, DiesAfter = after };
            var dying = new ContractImporter(tables.Through(calls), _time);
            bool died = false;
            try
            {
                await dying.ImportAsync(SampleContracts.ToNdjson(@new), OnChange, Cancel);
            }
            catch (ProcessDiedException)
            {
                died = true;
            }

            // What is found meanwhile is one of the two, and never a line that the contract does not have.
            foreach (string number in old.Lines.Concat(@new.Lines).Select(line => line.Number))
                Assert.True((await _directory.FindByLineAsync(number, Cancel))?.Keeps(number) ?? true);

            _changes.Clear();
            Assert.Equal((0, 1, 0), Counts(await ImportAsync(@new)));

            AssertSame(@new, await _directory.GetAsync(@new.Id, Cancel));
            Assert.Equal(
                [$"contract:{@new.Id}", $"customer:{@new.CustomerNumber}", .. @new.Lines.Select(line => $"line:{line.Number}")],
                await RowsAsync(old, @new));
            if (!died)
            {
                Assert.True(write > 5);
                return;
            }

            // The change is told again until the contract's row is written.
            bool written = after && write == calls.Writes && _changes.Count == 0;
            Assert.True(_changes.Count == 1 || written);
        }
    }

    [Fact]
    public async Task A_line_claimed_by_an_import_that_died_is_free_after_a_minute()
    {
        Contract lost = SampleContracts.Mobile();
        var dying = new ContractImporter(tables.Through(new StorageCalls { DiesAt = 2 }), _time);
        await Assert.ThrowsAsync<ProcessDiedException>(() => dying.ImportAsync(SampleContracts.ToNdjson(lost), OnChange, Cancel));
        Contract other = SampleContracts.Mobile(lost.Lines[0].Number);

        Assert.Equal((0, 0, 1), Counts(await ImportAsync(other)));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 0, 0), Counts(await ImportAsync(other)));
        AssertSame(other, await _directory.FindByLineAsync(lost.Lines[0].Number, Cancel));
    }

    [Fact]
    public async Task Of_imports_that_run_at_once_one_gets_the_line()
    {
        string number = SampleContracts.NewMobileNumber();
        Contract[] rivals = [.. Enumerable.Range(0, 8).Select(_ => SampleContracts.Mobile(number))];

        ImportResult[] results = await Task.WhenAll(rivals.Select(rival => ImportAsync(rival)));

        Assert.Equal(1, results.Sum(result => result.Imported));
        Contract owner = (await _directory.FindByLineAsync(number, Cancel))!;
        foreach (Contract rival in rivals)
            Assert.Equal(rival.Id == owner.Id, await _directory.GetAsync(rival.Id, Cancel) is not null);
    }

    [Fact]
    public async Task The_same_contract_imported_at_once_is_one()
    {
        Contract contract = SampleContracts.Mobile();
        ImportResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ImportAsync(contract)));

        Assert.Equal(0, results.Sum(result => result.Rejected));
        Assert.Equal(1, results.Sum(result => result.Imported));
        AssertSame(contract, await _directory.FindByLineAsync(contract.Lines[0].Number, Cancel));
    }

    private static (int Imported, int Replaced, int Rejected) Counts(ImportResult result) => (result.Imported, result.Replaced, result.Rejected);

    private static void AssertSame(Contract expected, Contract? actual) =>
        Assert.True(JsonNode.DeepEquals(expected.ToJson(), actual?.ToJson()), $"{expected.ToJson()} is not {actual?.ToJson()}");

    private ContractImporter Importer() => new(tables.Tables, _time);

    private Task<ImportResult> ImportAsync(params Contract[] contracts) => Importer().ImportAsync(SampleContracts.ToNdjson(contracts), OnChange, Cancel);

    private Task<bool> OnChange(ContractChange change, Func<CancellationToken, Task<bool>> write, CancellationToken cancellationToken)
    {
        lock (_changes)
            _changes.Add(change);
        return write(cancellationToken);
    }

    /// <summary>The partitions that there are of all that the contracts could have.</summary>
    private async Task<List<string>> RowsAsync(params Contract[] contracts)
    {
        IEnumerable<string> possible = contracts.SelectMany(contract =>
            (IEnumerable<string>)[$"contract:{contract.Id}", $"customer:{contract.CustomerNumber}", .. contract.Lines.Select(line => $"line:{line.Number}")]);
        List<string> found = [];
        foreach (string partition in possible.Distinct())
        {
            await foreach (TableEntity row in tables.Tables.Contracts.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: Cancel))
                found.Add(row.PartitionKey);
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }
}
