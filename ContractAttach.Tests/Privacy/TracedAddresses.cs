using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ContractAttach.Tests.Privacy;

/// <summary>Writes the address of each call into its trace, as OpenTelemetry's instrumentation does when a call begins.</summary>
internal sealed class TracedAddresses : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        application.Use((http, rest) =>
        {
            Activity.Current?.SetTag("url.path", http.Request.Path.Value);
            return rest(http);
        });
        next(application);
    };
}
