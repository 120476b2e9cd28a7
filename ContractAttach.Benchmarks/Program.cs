using System.CommandLine;
using ContractAttach.Benchmarks.Attach;
using ContractAttach.Benchmarks.Cleanup;
using ContractAttach.Benchmarks.Soak;

RootCommand root = new("Speed, latency, storage use and memory of ContractAttach, to be compared with later figures; and what it bears.")
{
    AttachCommand.Create(),
    CleanupCommand.Create(),
    SoakCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
