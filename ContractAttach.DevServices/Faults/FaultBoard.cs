using ContractAttach.DevServices.Messages;
using ContractAttach.DevServices.Portal;

namespace ContractAttach.DevServices.Faults;

/// <summary>The faults that are set: at most one for each kind and recipient.</summary>
internal sealed class FaultBoard(ChangeSignal changes)
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_gate)
                return [.. _faults];
        }
    }

    /// <summary>Sets a fault in place of the one for the same kind and recipient.</summary>
    public void Set(Fault fault)
    {
        lock (_gate)
        {
            _faults.RemoveAll(other => other.Kind == fault.Kind && Recipient(other) == Recipient(fault));
            if (fault.Mode != FaultMode.Ok)
                _faults.Add(fault);
            changes.Raise();
        }
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
            changes.Raise();
        }
    }

    /// <summary>The fault of a send that happens now, counted; one for a named recipient goes before one for all.</summary>
    public Fault? Take(MessageKind kind, IReadOnlyCollection<string> recipients)
    {
        lock (_gate)
        {
            Fault? fault = _faults.Where(other => other.Kind == kind && recipients.Any(other.Meets)).MaxBy(other => other.To is not null);
            if (fault is { Count: int left })
            {
                _faults.Remove(fault);
                if (left > 1)
                    _faults.Add(fault with { Count = left - 1 });
                changes.Raise();
            }

            return fault;
        }
    }

    private static string? Recipient(Fault fault) => fault.To is null ? null : MessageQuery.Address(fault.To);
}
