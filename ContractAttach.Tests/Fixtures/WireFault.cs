using System.Net;

namespace ContractAttach.Tests.Fixtures;

/// <summary>What goes wrong with a call that passes a <see cref="WireProxy"/>.</summary>
public sealed record WireFault
{
    private WireFault()
    {
    }

    /// <summary>How long the call is held up first.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>Whether the caller gets something else than the service's answer.</summary>
    public bool Fails { get; private init; }

    /// <summary>Whether the service gets the call, and does it.</summary>
    public bool ReachesService { get; private init; }

    /// <summary>What the caller is answered; null where its connection is dropped.</summary>
    public HttpStatusCode? Status { get; private init; }

    /// <summary>When the caller is asked to come again.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The call takes longer.</summary>
    public static WireFault Slow(TimeSpan delay) => new() { Delay = delay, ReachesService = true };

    /// <summary>The service refuses the call.</summary>
    public static WireFault Refused(HttpStatusCode status, TimeSpan? retryAfter = null) => new() { Fails = true, Status = status, RetryAfter = retryAfter };

    /// <summary>The service does the call, and says that it failed.</summary>
    public static WireFault DoneAndRefused(HttpStatusCode status) => new() { Fails = true, ReachesService = true, Status = status };

    /// <summary>The connection is dropped before the call goes on.</summary>
    public static WireFault Dropped() => new() { Fails = true };

    /// <summary>The connection is dropped once the service has done the call.</summary>
    public static WireFault AnswerLost() => new() { Fails = true, ReachesService = true };
}
