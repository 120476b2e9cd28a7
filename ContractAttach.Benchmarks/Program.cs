using System.CommandLine;
using ContractAttach.Benchmarks.Allocation;
using ContractAttach.Benchmarks.Attach;
using ContractAttach.Benchmarks.Cleanup;
using ContractAttach.Benchmarks.Engine;
using ContractAttach.Benchmarks.Floor;
using ContractAttach.Benchmarks.Import;
using ContractAttach.Benchmarks.Peer;
using ContractAttach.Benchmarks.Soak;
using ContractAttach.Benchmarks.Startup;
using ContractAttach.Benchmarks.Waiting;

RootCommand root = new("Speed, latency, storage use and memory of ContractAttach, to be compared with later figures; and what it bears.")
{
    AllocationCommand.Create(),
    AttachCommand.Create(),
    CleanupCommand.Create(),
    EngineCommand.Create(),
    ImportCommand.Create(),
    SoakCommand.Create(),
    StartupCommand.Create(),
    WaitingCommand.Create(),
    // The processes that the commands start.
    Hidden("floor", FloorApplication.RunAsync),
    Hidden("peer", PeerApplication.RunAsync),
    WaitingCommand.CreateStep(),
};
return await root.Parse(args).InvokeAsync();

static Command Hidden(string name, Func<CancellationToken, Task> run)
{
    Command command = new(name) { Hidden = true };
    command.SetAction((_, cancellationToken) => run(cancellationToken));
    return command;
}
