using System.CommandLine;
using System.Diagnostics;
using ContractAttach.Benchmarks.Processes;
using ContractAttach.Benchmarks.Report;
using ContractAttach.Tests.Fixtures;
using ApplicationProcess = ContractAttach.Benchmarks.Processes.ApplicationProcess;

namespace ContractAttach.Benchmarks.Startup;

/// <summary>The command <c>startup</c>: from the start of the process to its first answer, tables made and tables found.</summary>
internal static class StartupCommand
{
    private const int Starts = 5;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Option<bool> published = new("--published") { Description = "Publish the application first, as it is and with ReadyToRun, and measure both; their sizes too." };
        Command command = new("startup", "From the start of the process to the first answered request, five times each, the median.") { published };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(published), cancellationToken));
        return command;
    }

    private static async Task RunAsync(bool published, CancellationToken cancellationToken)
    {
        string directory = Directory.CreateTempSubdirectory("contract-attach-startup-").FullName;
        try
        {
            await using DevServicesProcess services = await DevServicesProcess.StartAsync(directory, cancellationToken: cancellationToken);
            TextTable table = [["", "MiB", "first start ms", "again ms"]];
            if (published)
            {
                table.Add(await MeasureAsync("published", await Publication.MakeAsync(directory, readyToRun: false, cancellationToken), services, cancellationToken));
                table.Add(await MeasureAsync("published, ReadyToRun", await Publication.MakeAsync(directory, readyToRun: true, cancellationToken), services, cancellationToken));
            }
            else
            {
                table.Add(await MeasureAsync("built", AppContext.BaseDirectory, services, cancellationToken));
            }

            table.Write(Console.Out);
            await Console.Out.WriteLineAsync("\nUntil GET /health/ready is answered: storage reached, engine running. First start: its tables are not there. Azurite is.");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string[]> MeasureAsync(string name, string folder, DevServicesProcess services, CancellationToken cancellationToken)
    {
        List<TimeSpan> first = [], again = [];
        for (int i = 0; i < Starts; i++)
        {
            // Tables of their own.
            Dictionary<string, string> settings = new Settings(services).Of(services.StorageConnectionString, hub: $"s{Guid.NewGuid():N}"[..12]);
            settings["Storage__TablePrefix"] = settings["AzureFunctionsJobHost__extensions__durableTask__hubName"];
            first.Add(await StartAsync(folder, services.DataDirectory, settings, cancellationToken));
            again.Add(await StartAsync(folder, services.DataDirectory, settings, cancellationToken));
        }

        // What the build puts beside the application is not the application's.
        string size = name == "built" ? "" : Figures.Number(new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1048576.0, 1);
        return [name, size, Figures.Number(first.Percentile(50).TotalMilliseconds), Figures.Number(again.Percentile(50).TotalMilliseconds)];
    }

    private static async Task<TimeSpan> StartAsync(string folder, string directory, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        await using ApplicationProcess application = await ApplicationProcess.StartAsync(directory, [Path.Combine(folder, "ContractAttach.Functions.dll")], settings, cancellationToken);
        using HttpClient http = new() { BaseAddress = application.Address };
        using HttpResponseMessage answer = await http.GetAsync("/health/ready", cancellationToken);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(began);
    }
}
