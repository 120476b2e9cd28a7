using System.Diagnostics.Metrics;

namespace ContractAttach.Functions.Cleanup;

/// <summary>The clean-up's figures as metrics, by the meter <c>ContractAttach</c>.</summary>
public sealed class CleanupMetrics
{
    private readonly Counter<long> _ended;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _left;

    /// <summary>Makes the instruments.</summary>
    public CleanupMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        Meter meter = meters.Create("ContractAttach");
        _ended = meter.CreateCounter<long>("contract_attach.cleanup.ended", "{request}", "Overdue requests that the clean-up ended.");
        _sent = meter.CreateCounter<long>("contract_attach.cleanup.sent", "{notice}", "Left notices that the clean-up sent.");
        _left = meter.CreateCounter<long>("contract_attach.cleanup.left", "{item}", "Items that the clean-up left for its next run.");
    }

    /// <summary>Adds the figures of one run.</summary>
    public void Add(CleanupFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        _ended.Add(figures.Ended);
        _sent.Add(figures.Sent);
        _left.Add(figures.Left);
    }
}
