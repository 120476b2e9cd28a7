using System.Diagnostics.Metrics;
using ContractAttach.Telemetry;

namespace ContractAttach.Functions.Cleanup;

/// <summary>The clean-up's figures as metrics, by the meter <c>ContractAttach</c>.</summary>
public sealed class CleanupMetrics
{
    private readonly Counter<long> _ended;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _purged;
    private readonly Gauge<long> _left;

    /// <summary>Makes the instruments.</summary>
    public CleanupMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        Meter meter = meters.Create(RequestMetrics.Meter);
        _ended = meter.CreateCounter<long>("contract_attach.cleanup.ended", "{request}", "Overdue requests that the clean-up ended.");
        _sent = meter.CreateCounter<long>("contract_attach.cleanup.sent", "{notice}", "Left notices that the clean-up sent.");
        _purged = meter.CreateCounter<long>("contract_attach.cleanup.purged", "{item}", "Old things and orphans that the clean-up deleted.");
        _left = meter.CreateGauge<long>("contract_attach.cleanup.left", "{item}", "Items and notices that the clean-up's last run left for the next.");
    }

    /// <summary>Records the figures of one run.</summary>
    public void Record(CleanupFigures figures)
    {
        _ended.Add(figures.Ended);
        _sent.Add(figures.Sent);
        _purged.Add(figures.Purged);
        _left.Record(figures.Left);
    }
}
