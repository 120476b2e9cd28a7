using System.CommandLine;
using ContractAttach.Import;

// On Ctrl-C there is the call to break off, and to say where to go on.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
return await ImportCommand.RunAsync(args, invocation);
