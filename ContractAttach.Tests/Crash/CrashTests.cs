using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Crash;

/// <summary>
/// Kills the real process by SIGKILL at calls of a seeded plan, and starts it again. <c>CONTRACT_ATTACH_CRASH_RUNS</c> says how many
/// runs, <c>CONTRACT_ATTACH_CRASH_SEED</c> the seed of the first one; a failure names the seed that repeats it.
/// </summary>
public sealed class CrashTests(DevServicesFixture services, ITestOutputHelper output)
{
    private const int Runs = 30;

    // A run mostly waits: for processes that start, and for codes that run out.
    private const int SideBySide = 3;

    [Fact]
    public async Task Killed_at_any_moment_and_started_again_every_request_goes_on()
    {
        int runs = Setting("CONTRACT_ATTACH_CRASH_RUNS") ?? Runs;
        int first = Setting("CONTRACT_ATTACH_CRASH_SEED") ?? RandomNumberGenerator.GetInt32(1_000_000_000);
        output.WriteLine($"{runs} runs from seed {first}");
        ConcurrentBag<string> failures = [];
        await Parallel.ForEachAsync(
            Enumerable.Range(first, runs),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, cancellationToken) =>
            {
                var plan = new CrashPlan(seed);
                try
                {
                    int kills = await CrashRun.RunAsync(plan, services, cancellationToken);
                    output.WriteLine($"{plan}: killed {kills} times, good");
                }
                catch (CrashRunException exception)
                {
                    failures.Add($"Repeat it by CONTRACT_ATTACH_CRASH_SEED={seed} CONTRACT_ATTACH_CRASH_RUNS=1: {exception.Message}");
                }
            });
        Assert.True(failures.IsEmpty, $"{failures.Count} of {runs} runs failed.\n{string.Join("\n\n", failures)}");
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
