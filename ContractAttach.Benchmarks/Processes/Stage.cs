using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Benchmarks.Processes;

/// <summary>
/// The application and what it is compared with, the development services and their Azurite, each a process, on free ports over an
/// empty folder. All use the same storage, people and contracts, so that what the machine does meanwhile is done to all of them.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly List<Subject> _subjects = [];

    private Stage()
    {
    }

    /// <summary>The folder that all run in.</summary>
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("contract-attach-benchmark-").FullName;

    /// <summary>The settings that all have.</summary>
    public Settings Settings { get; private set; } = null!;

    /// <summary>The development services.</summary>
    public DevServicesProcess DevServices { get; private set; } = null!;

    /// <summary>The application.</summary>
    public Subject Application => _subjects[0];

    /// <summary>The application, its floor, its peer.</summary>
    public IReadOnlyList<Subject> Subjects => _subjects;

    /// <summary>Starts all and comes back when all serve.</summary>
    public static async Task<Stage> SetAsync(bool countsTableCalls, CancellationToken cancellationToken)
    {
        Stage stage = new();
        try
        {
            stage.DevServices = await DevServicesProcess.StartAsync(stage.Directory, cancellationToken: cancellationToken);
            stage.Settings = new Settings(stage.DevServices);
            // The application first: it makes the tables.
            foreach ((string name, string[] program) in new (string, string[])[]
            {
                ("Application", ["ContractAttach.Functions.dll"]),
                ("Floor", ["ContractAttach.Benchmarks.dll", "floor"]),
                ("Peer", ["ContractAttach.Benchmarks.dll", "peer"]),
            })
                stage._subjects.Add(await Subject.StartAsync(name, program, stage, countsTableCalls, cancellationToken));
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Subject subject in _subjects)
            await subject.DisposeAsync();
        if (DevServices is not null)
            await DevServices.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
