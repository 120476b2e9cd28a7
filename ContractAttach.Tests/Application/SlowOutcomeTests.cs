using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>What is answered where the outcome of an entry is not known in time.</summary>
public sealed class SlowOutcomeTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task An_entry_that_waits_for_its_code_to_be_sent_is_answered_with_the_request()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        await Deployment.FaultAsync(new { kind = "sms", mode = "fail", status = 503, to = contract.Line });
        string id = await channel.BeginAsync(contract);

        Task<Reply> entry = channel.EnterAsync(id, "12345678");
        await Patience.UntilAsync(() => entry.IsCompleted, "the answer", () =>
        {
            skipping.Skip(TimeSpan.FromMilliseconds(500));
            return channel.RequestAsync(id);
        });

        Reply reply = (await entry).Expect(202);
        Assert.Equal((id, "sendingCode"), (reply["id"], reply["status"]));
        Assert.Equal($"/api/v1/attach-requests/{id}", reply.Headers.Location!.ToString());
    }
}
