using System.Diagnostics;
using OpenTelemetry;

namespace ContractAttach.Functions.Telemetry;

/// <summary>Leaves of an address only whom it calls: the rest of a table's address names lines and people.</summary>
internal sealed class AddressShortener : BaseProcessor<Activity>
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
    }
}
