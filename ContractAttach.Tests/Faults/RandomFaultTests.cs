using System.Security.Cryptography;
using ContractAttach.Tests.Crash;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Faults;

/// <summary>
/// Storage, SMS and e-mail are slow, refuse, or are cut off, at random, while customers attach: nothing is lost and nothing doubled.
/// <c>CONTRACT_ATTACH_FAULT_SEED</c> repeats a run.
/// </summary>
public sealed class RandomFaultTests(DevServicesFixture services, ITestOutputHelper output)
{
    private const int Runs = 4;
    private const double Rate = 0.07;

    [Fact]
    public async Task Whatever_goes_wrong_every_request_ends_as_it_should_and_is_told_once()
    {
        int first = int.TryParse(Environment.GetEnvironmentVariable("CONTRACT_ATTACH_FAULT_SEED"), out int seed) ? seed : RandomNumberGenerator.GetInt32(1_000_000_000);
        int faults = 0;
        await Parallel.ForEachAsync(Enumerable.Range(first, Runs), TestContext.Current.CancellationToken, async (seed, cancellationToken) =>
        {
            var plan = new CrashPlan(seed, shortLived: false);
            try
            {
                Interlocked.Add(ref faults, await RunAsync(plan, cancellationToken));
            }
            catch (CrashRunException exception)
            {
                Assert.Fail($"Repeat it by CONTRACT_ATTACH_FAULT_SEED={seed}: {plan}\n{exception.Message}\n{exception.StackTrace}");
            }
        });
        output.WriteLine($"{Runs} runs from seed {first}: {faults} calls went wrong");
        Assert.NotEqual(0, faults);
    }

    private async Task<int> RunAsync(CrashPlan plan, CancellationToken cancellationToken)
    {
        await using FaultRun run = await FaultRun.StartAsync(plan, services, services.StorageConnectionString, settings: null, cancellationToken);
        IReadOnlyList<CrashCustomer> customers = await run.SignInAsync();
        var faults = new RandomFaults(new Random(plan.Seed), Rate);
        run.Proxy.Faulting = faults.Next;
        IReadOnlyList<EndedRequest> ended = await Crowd.RunAsync(customers, run.Token);
        run.Proxy.Faulting = null;
        await run.CheckAsync(ended, () => faults.Count);
        return faults.Count;
    }
}
