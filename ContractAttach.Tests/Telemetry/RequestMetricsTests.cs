using System.Diagnostics.Metrics;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Telemetry;

/// <summary>What is measured of requests, each where it happens and once.</summary>
public sealed class RequestMetricsTests(DevServicesFixture services)
{
    [Fact]
    public async Task Requests_and_their_codes_are_measured_once_each()
    {
        await using TestApplication application = await TestApplication.StartAsync(services);
        using var measured = new Measured(application.Services.GetRequiredService<IMeterFactory>());
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
        Channel channel = await deployment.CustomerAsync();

        TestContract mobile = await deployment.ImportAsync(TestContract.Mobile());
        string id = await channel.BeginAsync(mobile, new { kind = "me" }, channel.Contact);
        string code = await channel.CodeAsync(mobile);
        (await channel.EnterAsync(id, code == "00000000" ? "00000001" : "00000000")).Expect(422);
        (await channel.EnterAsync(id, code)).Expect(200);
        await channel.UntilAsync(id, "attached");
        TestContract given = await deployment.ImportAsync(TestContract.Mobile());
        id = await channel.BeginAsync(given);
        await channel.CodeAsync(given);
        (await channel.CancelAsync(id)).Expect(204);
        TestContract home = await deployment.ImportAsync(TestContract.Internet());
        await channel.UntilAsync(await channel.BeginAsync(home, contactDetails: channel.Contact), "attached");
        await channel.BeginAsync(await deployment.ImportAsync(TestContract.Internet()));

        Dictionary<string, double> sums = new(measured.Sums);
        Assert.True(sums.Remove("codes.entry_time kind=mobile", out double seconds) && seconds > 0);
        Assert.Equal(
            [
                ("codes.sent outcome=sent", 2),
                ("codes.wrong kind=mobile", 1),
                ("requests.ended kind=internet outcome=attached", 1),
                ("requests.ended kind=mobile outcome=attached", 1),
                ("requests.ended kind=mobile outcome=cancelled", 1),
                ("requests.open kind=internet", 1),
                ("requests.started kind=internet", 2),
                ("requests.started kind=mobile", 2),
            ],
            sums.Select(sum => (sum.Key, sum.Value)).Order());
    }

    [Fact]
    public async Task A_send_that_comes_to_nothing_is_measured_before_it_is_tried_again()
    {
        await using TestApplication application = await TestApplication.StartAsync(services);
        using var measured = new Measured(application.Services.GetRequiredService<IMeterFactory>());
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
        Channel channel = await deployment.CustomerAsync();
        TestContract mobile = await deployment.ImportAsync(TestContract.Mobile());
        // As often as the SMS client tries by itself, and once more.
        await deployment.FaultAsync(new { kind = "sms", mode = "fail", status = 500, to = mobile.Line, count = 5 });

        string id = await channel.BeginAsync(mobile, new { kind = "me" }, channel.Contact);
        await channel.CodeAsync(mobile);
        await channel.UntilAsync(id, "awaitingCode");

        Assert.True(measured.Sums["codes.sent outcome=failed"] >= 1);
        Assert.Equal(1, measured.Sums["codes.sent outcome=sent"]);
    }
}
