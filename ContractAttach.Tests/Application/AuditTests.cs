using ContractAttach.Accounts;
using ContractAttach.Audit;
using ContractAttach.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>The operator's view of a contract to which more has happened than anybody reads.</summary>
public sealed class AuditTests(InterruptedDeployment interrupted) : IClassFixture<InterruptedDeployment>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_very_much_that_happened_the_latest_thousand_entries_are_told()
    {
        AuditTrail trail = interrupted.Services.GetRequiredService<AuditTrail>();
        string contractId = "T-" + Guid.NewGuid().ToString("N");
        DateTimeOffset began = interrupted.Deployment.Clock.GetUtcNow();
        await Parallel.ForAsync(0, 1003, Cancel, async (n, cancel) => await trail.WriteAsync(
            new AuditEntry(contractId, began.AddSeconds(n), $"event-{n}", AuditKind.Attached, "account", null, Role.Proxy, null), cancel));

        Channel @operator = await interrupted.Deployment.OperatorAsync();
        Reply reply = (await @operator.GetAsync("/api/v1/operator/audit?contractId=" + contractId)).Expect(200);

        var times = reply.Body["items"]!.AsArray().Select(item => (DateTime)item!["at"]!).ToList();
        Assert.Equal(1000, times.Count);
        Assert.Equal((began.AddSeconds(1002).UtcDateTime, began.AddSeconds(3).UtcDateTime), (times[0], times[^1]));
    }
}
