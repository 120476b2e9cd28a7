using System.CommandLine;
using System.Security.Cryptography;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Soak;

namespace ContractAttach.Benchmarks.Soak;

/// <summary>The command <c>soak</c>: all there is to do, while everything fails at random.</summary>
internal static class SoakCommand
{
    /// <summary>The command with its options. Its exit code is 1 where something differs.</summary>
    public static Command Create()
    {
        Option<int> minutes = new("--minutes")
        {
            Description = "How long.",
            DefaultValueFactory = _ => 2,
        };
        Option<int> seed = new("--seed")
        {
            Description = "Where all choices come from; any where it is not given.",
            DefaultValueFactory = _ => RandomNumberGenerator.GetInt32(1_000_000_000),
        };
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--minutes must be 1 or more.");
        });

        Command command = new("soak", "Everything that customers do, while the application is killed and storage, SMS and e-mail fail at random; then compares what they were answered with what there is.") { minutes, seed };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(seed), TimeSpan.FromMinutes(parsed.GetValue(minutes)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int seed, TimeSpan time, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync($"Soaking for {time.TotalMinutes} minutes, seed {seed}...");
        await using DevServicesFixture services = new();
        await services.InitializeAsync();
        SoakReport report = await SoakRun.RunAsync(seed, time, services, cancellationToken);
        await Console.Out.WriteLineAsync($"{report}");
        return report.IsGood ? 0 : 1;
    }
}
