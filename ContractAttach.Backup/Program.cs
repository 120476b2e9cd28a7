using System.CommandLine;
using ContractAttach.Backup;

// On Ctrl-C there are calls to break off, and there is what to do next to say.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
return await BackupCommand.RunAsync(args, invocation);
