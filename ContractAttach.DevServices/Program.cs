using ContractAttach.DevServices.Hosting;

// A person who started this in a terminal ends it there by Ctrl-C.
if (Console.IsInputRedirected)
    OwnSession.Begin();
try
{
    return await DevServicesApplication.RunAsync(exitWithParent: args.Contains("--exit-with-parent"));
}
catch (CannotStartException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
