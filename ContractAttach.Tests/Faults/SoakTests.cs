using System.Globalization;
using System.Security.Cryptography;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Soak;
using Xunit;

namespace ContractAttach.Tests.Faults;

/// <summary>
/// The soak of <c>ContractAttach.Benchmarks -- soak</c>, but short: <c>CONTRACT_ATTACH_SOAK_SECONDS</c> says how long,
/// <c>CONTRACT_ATTACH_SOAK_SEED</c> repeats its choices.
/// </summary>
public sealed class SoakTests(DevServicesFixture services, ITestOutputHelper output)
{
    private const int Seconds = 15;

    [Fact]
    public async Task Whatever_fails_there_is_what_people_were_answered()
    {
        int seed = Setting("CONTRACT_ATTACH_SOAK_SEED") ?? RandomNumberGenerator.GetInt32(1_000_000_000);
        TimeSpan time = TimeSpan.FromSeconds(Setting("CONTRACT_ATTACH_SOAK_SECONDS") ?? Seconds);

        SoakReport report = await SoakRun.RunAsync(seed, time, services, TestContext.Current.CancellationToken);

        output.WriteLine($"{report}");
        Assert.True(report.IsGood, $"{report}");
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
