using System.CommandLine;
using ContractAttach.Benchmarks.Attach;

RootCommand root = new("Speed, latency, storage use and memory of ContractAttach, to be compared with later figures. Nothing is asserted.")
{
    AttachCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
