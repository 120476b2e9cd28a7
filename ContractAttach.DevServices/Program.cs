using ContractAttach.DevServices.Hosting;

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
