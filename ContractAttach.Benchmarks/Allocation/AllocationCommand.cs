using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ContractAttach.Benchmarks.Allocation;

/// <summary>The command <c>allocation</c>: what the calls of an attach allocate, and parts of them by themselves.</summary>
internal static class AllocationCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("allocation", "Bytes allocated by each call of an attach, its client in the same process included, and by parts of them.");
        command.SetAction((_, _) =>
        {
            BenchmarkRunner.Run<Parts>(Config(Job.ShortRun));

            // Each call is of a request of its own, so there are not many of them.
            BenchmarkRunner.Run<Calls>(Config(Job.Dry.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(3).WithIterationCount(5).WithInvocationCount(Calls.Each).WithUnrollFactor(1)));
            return Task.FromResult(0);
        });
        return command;
    }

    // In this process: the projects' own build knows nothing of a benchmark's.
    private static ManualConfig Config(Job job) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.DontLogOutput))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(TargetMethodColumn.Method, StatisticColumn.Median)
        .AddColumnProvider(DefaultColumnProviders.Metrics)
        .AddExporter(MarkdownExporter.Console)
        .AddLogger(ConsoleLogger.Default)
        .WithOptions(ConfigOptions.DisableLogFile)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "contract-attach-benchmarks"));
}
