namespace ContractAttach.LocalRuntime.Hosting;

/// <summary>How an application is hosted: as a process of its own (the default of <c>FunctionsApplication.CreateBuilder</c>), or inside a test.</summary>
internal sealed record LocalHostOptions
{
    /// <summary>The application's own <c>Main</c> runs: it reads local.settings.json and the environment, writes to the console, heeds signals, starts companions, and ends with exit code 1 where it cannot start or the durable engine cannot go on.</summary>
    public static LocalHostOptions OfProcess { get; } = new();

    /// <summary>
    /// Settings that take the place of local.settings.json and the environment, named as environment variables are. Where given, the
    /// application is a guest of the process: any free port unless <c>Host__LocalHttpPort</c> says otherwise, no console, no signals, no companions, and what hinders a start is thrown.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? Settings { get; init; }

    /// <summary>The types whose methods are looked at for functions; null: the exported ones of the entry assembly and of what it refers to.</summary>
    public IReadOnlyCollection<Type>? FunctionTypes { get; init; }

    /// <summary>Where local.settings.json is looked for first, and what companions write below.</summary>
    public string CurrentDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Where host.json and the companions' programs are.</summary>
    public string ApplicationDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>Whether the process is the application's own.</summary>
    public bool OwnsProcess => Settings is null;
}
