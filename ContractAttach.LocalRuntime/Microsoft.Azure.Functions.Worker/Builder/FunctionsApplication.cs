namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a Functions application starts.</summary>
public class FunctionsApplication
{
    /// <summary>Makes a builder with the host's defaults: settings, environment name, logging.</summary>
    /// <param name="args">The command line; <c>--key=value</c> pairs are configuration.</param>
    /// <returns>The builder.</returns>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
