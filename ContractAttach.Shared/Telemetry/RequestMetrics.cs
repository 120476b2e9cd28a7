using System.Diagnostics.Metrics;
using ContractAttach.Attachments;
using ContractAttach.Contracts;

namespace ContractAttach.Telemetry;

/// <summary>What becomes of attach requests and of their codes, as metrics. Nothing here tells whose they are.</summary>
public sealed class RequestMetrics
{
    /// <summary>The meter of all the application's metrics.</summary>
    public const string Meter = "ContractAttach";

    // From a code read at once to one that runs out.
    private static readonly double[] s_entryBounds = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600];

    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly UpDownCounter<long> _open;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _wrong;
    private readonly Histogram<double> _entryTime;

    /// <summary>Makes the instruments.</summary>
    public RequestMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        Meter meter = meters.Create(Meter);
        _started = meter.CreateCounter<long>("contract_attach.requests.started", "{request}", "Requests begun.");
        _ended = meter.CreateCounter<long>("contract_attach.requests.ended", "{request}", "Requests ended, by how.");
        _open = meter.CreateUpDownCounter<long>("contract_attach.requests.open", "{request}", "Requests begun less requests ended.");
        _sent = meter.CreateCounter<long>("contract_attach.codes.sent", "{message}", "Sends of a code, by what became of them.");
        _wrong = meter.CreateCounter<long>("contract_attach.codes.wrong", "{entry}", "Wrong entries of a code.");
        _entryTime = meter.CreateHistogram(
            "contract_attach.codes.entry_time", "s", "From the send of a code to its right entry.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_entryBounds });
    }

    /// <summary>A request has begun.</summary>
    public void Started(RequestRow request)
    {
        ArgumentNullException.ThrowIfNull(request);
        KeyValuePair<string, object?> kind = Kind(request);
        _started.Add(1, kind);
        _open.Add(1, kind);
    }

    /// <summary>A request has ended.</summary>
    public void Ended(RequestRow request)
    {
        ArgumentNullException.ThrowIfNull(request);
        KeyValuePair<string, object?> kind = Kind(request);
        _open.Add(-1, kind);
        if (request.End is { } end)
            _ended.Add(1, kind, new("outcome", Name(end.Status)), new("reason", end.Reason is { } reason ? Name(reason) : null));
    }

    /// <summary>A code was sent, or was not.</summary>
    public void Sent(CodeFate fate) => _sent.Add(1, new KeyValuePair<string, object?>("outcome", Name(fate)));

    /// <summary>A wrong code was entered.</summary>
    public void Wrong(RequestRow request) => _wrong.Add(1, Kind(request));

    /// <summary>The right code was entered.</summary>
    /// <param name="request">For this request.</param>
    /// <param name="after">So long after it was sent.</param>
    public void Entered(RequestRow request, TimeSpan after) => _entryTime.Record(after.TotalSeconds, Kind(request));

    private static KeyValuePair<string, object?> Kind(RequestRow request) => new("kind", Name(Enum.Parse<ContractKind>(request.ContractKind)));

    // As the API writes them.
    private static string Name<T>(T value) where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
