using ContractAttach.Accounts;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Tests.Storage;
using Xunit;

namespace ContractAttach.Tests.Audit;

public sealed class AuditTrailTests(TestTables tables) : IClassFixture<TestTables>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly AuditTrail _audit = new(tables.Tables);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_comes_first_and_other_contracts_do_not()
    {
        AuditEntry attached = new("C-1", Noon, "attached:1", AuditKind.Attached, "account", LineMask.Screen("+33612345678"), Role.Proxy, null);
        AuditEntry refused = new("C-1", Noon.AddTicks(1), "refused-2", AuditKind.Refused, "account", null, null, "tooManyTries");
        AuditEntry removed = new("C-1", Noon.AddDays(400), "removed-1", AuditKind.Removed, "account", LineMask.Screen("ABC123"), Role.Holder, null);
        foreach (AuditEntry entry in (AuditEntry[])[refused, removed, attached, attached with { ContractId = "C-10" }])
            await _audit.WriteAsync(entry, Cancel);

        Assert.Equal([removed, refused, attached], await ReadAsync("C-1"));
    }

    [Fact]
    public async Task A_repeat_of_an_event_is_one_entry()
    {
        AuditEntry entry = new("C-2", Noon, "attached-1", AuditKind.Attached, "account", null, Role.Proxy, null);
        await _audit.WriteAsync(entry, Cancel);
        await _audit.WriteAsync(entry with { Role = Role.Holder }, Cancel);

        Assert.Equal([entry with { Role = Role.Holder }], await ReadAsync("C-2"));
        Assert.Empty(await ReadAsync("C-3"));
    }

    [Fact]
    public async Task A_contracts_entries_up_to_an_instant_are_forgotten_and_no_others()
    {
        AuditEntry[] entries = [.. Enumerable.Range(0, 5).Select(i => new AuditEntry("C-4", Noon.AddDays(i), $"e{i}", AuditKind.Attached, "account", null, Role.Proxy, null))];
        foreach (AuditEntry entry in (AuditEntry[])[.. entries, entries[0] with { ContractId = "C-40" }])
            await _audit.WriteAsync(entry, Cancel);

        Assert.Equal(3, await _audit.ForgetAsync("C-4", Noon.AddDays(2), Cancel));

        Assert.Equal([entries[4], entries[3]], await ReadAsync("C-4"));
        Assert.Single(await ReadAsync("C-40"));
        Assert.Equal(0, await _audit.ForgetAsync("C-4", Noon.AddDays(2), Cancel));
    }

    private async Task<List<AuditEntry>> ReadAsync(string contractId)
    {
        List<AuditEntry> entries = [];
        await foreach (AuditEntry entry in _audit.ReadAsync(contractId, Cancel))
            entries.Add(entry);
        return entries;
    }
}
