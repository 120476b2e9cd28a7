using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Crash;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Faults;

/// <summary>Storage stops while customers attach, and comes back; or it takes no more writes for a while. The application is not started again.</summary>
public sealed class StorageOutageTests(DevServicesFixture services, ITestOutputHelper output) : IDisposable
{
    // Longer than all that anybody tries at a stretch: the storage client three times within some seconds, the engine's episodes six
    // times within three. A longer outage is the same again, the engine trying every 10 s.
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(8);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("contract-attach-tests-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Storage_that_stops_and_comes_back_costs_nothing_but_time()
    {
        DevServicesProcess storage = await DevServicesProcess.StartAsync(_directory.FullName, cancellationToken: TestContext.Current.CancellationToken);
        try
        {
            string direct = storage.StorageConnectionString;
            await using FaultRun run = await FaultRun.StartAsync(
                Plan(), services, direct, settings => settings["AzureWebJobsStorage"] = settings["Storage__ConnectionString"] = direct, TestContext.Current.CancellationToken);
            Task<IReadOnlyList<EndedRequest>> customers = await BeginAsync(run);

            // By SIGTERM, since it writes to disk only every few seconds and when told to stop.
            await storage.DisposeAsync();
            using (HttpResponseMessage ready = await run.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), run.Token))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
                Assert.Contains("\"storage\":\"unavailable\"", await ready.Content.ReadAsStringAsync(run.Token), StringComparison.Ordinal);
            }

            await CallInVainAsync(run, HttpMethod.Get, "account");
            storage = await DevServicesProcess.StartAsync(_directory.FullName, storage.SameAzurite(), cancellationToken: run.Token);

            await run.CheckAsync(await customers, () => 1);
            using HttpResponseMessage again = await run.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), run.Token);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Storage_that_takes_no_writes_for_a_while_costs_nothing_but_time(HttpStatusCode status)
    {
        await using FaultRun run = await FaultRun.StartAsync(Plan(), services, services.StorageConnectionString, settings: null, TestContext.Current.CancellationToken);
        Task<IReadOnlyList<EndedRequest>> customers = await BeginAsync(run);
        int refused = 0;
        run.Proxy.Faulting = call =>
        {
            if (call.Service != WireProxyService.Tables || call.Kind.EndsWith(" GET", StringComparison.Ordinal))
                return null;
            Interlocked.Increment(ref refused);
            return WireFault.Refused(status);
        };

        await CallInVainAsync(run, HttpMethod.Post, "account");
        run.Proxy.Faulting = null;

        output.WriteLine($"{refused} writes were refused");
        await run.CheckAsync(await customers, () => refused);
    }

    private static CrashPlan Plan() => new(seed: 5, shortLived: false);

    /// <summary>The customers are at it, and the first codes are on their way.</summary>
    private static async Task<Task<IReadOnlyList<EndedRequest>>> BeginAsync(FaultRun run)
    {
        IReadOnlyList<CrashCustomer> customers = await run.SignInAsync();
        TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Proxy.Answering = call =>
        {
            if (call.Service == WireProxyService.Sms)
                sent.TrySetResult();
            return true;
        };
        Task<IReadOnlyList<EndedRequest>> all = Crowd.RunAsync(customers, run.Token);
        await sent.Task.WaitAsync(run.Token);
        return all;
    }

    /// <summary>Calls as long as the outage lasts: each call is answered that it may be tried again, and when.</summary>
    private async Task CallInVainAsync(FaultRun run, HttpMethod method, string path)
    {
        string token = await services.TokenAsync(new { sub = $"outage-{Guid.NewGuid():N}", email = "outage@example.com" }, run.Token);
        for (long began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < Outage;)
        {
            using HttpRequestMessage request = new(method, "/api/v1/" + path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (method == HttpMethod.Post)
                request.Content = System.Net.Http.Json.JsonContent.Create(new { contactDetails = new { email = "outage@example.com" } });
            using HttpResponseMessage answer = await run.Http.SendAsync(request, run.Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("try-again", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(run.Token))!["code"]);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

            using HttpResponseMessage live = await run.Http.GetAsync(new Uri("/health/live", UriKind.Relative), run.Token);
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        }
    }
}
