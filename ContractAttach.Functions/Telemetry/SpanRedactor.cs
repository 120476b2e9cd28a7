using System.Diagnostics;
using OpenTelemetry;

namespace ContractAttach.Functions.Telemetry;

/// <summary>
/// Leaves of an address only whom it calls, since the rest of a table's names lines and people, and of a failure only that it is one: Azure's
/// clients describe it by the exception's whole text, which has the service's answer, which may have the recipient (Azure.Core, DiagnosticScope).
/// </summary>
internal sealed class SpanRedactor : BaseProcessor<Activity>
{
    private static readonly string[] s_addresses = ["url.full", "http.url"];
    private static readonly string[] s_paths = ["url.path", "url.query", "http.target"];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (string tag in s_addresses)
        {
            if (data.GetTagItem(tag) is string address)
                data.SetTag(tag, Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.GetLeftPart(UriPartial.Authority) : null);
        }

        foreach (string tag in s_paths)
            data.SetTag(tag, null);
        data.SetStatus(data.Status, description: null);
    }
}
