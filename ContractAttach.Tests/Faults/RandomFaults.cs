using System.Net;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Faults;

/// <summary>Has calls go wrong at random: few most of the time, and now and then so many that a caller's own tries do not suffice.</summary>
/// <param name="random">Where the chances come from.</param>
/// <param name="rate">How much of the calls goes wrong most of the time.</param>
internal sealed class RandomFaults(Random random, double rate)
{
    // A stretch of bad calls, and how often one begins.
    private const int Stretch = 12;
    private const double StretchBegins = 0.002;
    private const double StretchRate = 0.7;

    private readonly Lock _gate = new();
    private int _badCallsLeft;

    /// <summary>How many calls went wrong so far.</summary>
    public int Count { get; private set; }

    /// <summary>What goes wrong with a call; null for nothing.</summary>
    public WireFault? Next(WireProxyCall call)
    {
        lock (_gate)
        {
            if (_badCallsLeft > 0)
                _badCallsLeft--;
            else if (random.NextDouble() < StretchBegins)
                _badCallsLeft = Stretch;
            if (random.NextDouble() >= (_badCallsLeft > 0 ? StretchRate : rate))
                return null;
            Count++;
            return Any();
        }
    }

    private WireFault Any() => random.Next(7) switch
    {
        0 => WireFault.Slow(TimeSpan.FromMilliseconds(random.Next(500))),
        1 => WireFault.Refused(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)),
        2 => WireFault.Refused(HttpStatusCode.InternalServerError),
        3 => WireFault.Refused(HttpStatusCode.ServiceUnavailable),
        4 => WireFault.DoneAndRefused(HttpStatusCode.GatewayTimeout),
        5 => WireFault.Dropped(),
        _ => WireFault.AnswerLost(),
    };
}
