using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ContractAttach.Telemetry;

namespace ContractAttach.Tests.Fixtures;

/// <summary>What one application measures: sums, by <c>instrument tag=value …</c>, without the meter's name.</summary>
internal sealed class Measured : IDisposable
{
    private const string Prefix = "contract_attach.";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = [];

    /// <summary>Listens to the meters that this factory makes.</summary>
    public Measured(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == RequestMetrics.Meter && instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The sums so far, in the order of their names; those that came to nothing left out.</summary>
    public IReadOnlyDictionary<string, double> Sums => new SortedDictionary<string, double>(_sums.Where(sum => sum.Value != 0).ToDictionary(), StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = instrument.Name[Prefix.Length..];
        foreach ((string tag, object? said) in tags)
            name += said is null ? "" : $" {tag}={said}";
        _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}
