using ContractAttach.Tests.Crash;

namespace ContractAttach.Tests.Soak;

/// <summary>Kills the application at calls that chance picks, before they go out or once they are answered.</summary>
/// <param name="random">Where the chances come from.</param>
/// <param name="application">The application.</param>
internal sealed class RandomKills(Random random, ApplicationKeeper application)
{
    // Calls of a life: a start takes some itself, an attach some thirty.
    private const int Fewest = 200;
    private const int Most = 1500;

    private readonly Lock _gate = new();
    private int _callsLeft = int.MaxValue;
    private bool _answered;
    private bool _over;

    /// <summary>A life begins.</summary>
    public void Arm()
    {
        lock (_gate)
            (_callsLeft, _answered) = (_over ? int.MaxValue : random.Next(Fewest, Most), random.Next(2) == 0);
    }

    /// <summary>Kills no more.</summary>
    public void Stop()
    {
        lock (_gate)
            (_over, _callsLeft) = (true, int.MaxValue);
    }

    /// <summary>Whether a call goes on; where it does not, the application is dead.</summary>
    public bool Passes(bool answered)
    {
        lock (_gate)
        {
            if (answered != _answered || _callsLeft == int.MaxValue || --_callsLeft > 0)
                return true;
            _callsLeft = int.MaxValue;
        }

        application.Kill();
        return false;
    }
}
