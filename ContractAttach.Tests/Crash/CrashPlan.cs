using ContractAttach.Attachments;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Crash;

/// <summary>What happens in a run: the same whenever the seed is the same.</summary>
internal sealed class CrashPlan
{
    // Long enough to enter a code at once, short enough to run out while the process is down.
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(3);

    private static readonly string[] Kinds = ["mobile", "open", "internet", "fixed"];
    private static readonly Behaviour[] WithShortLife = [Behaviour.Straight, Behaviour.WrongFirst, Behaviour.Late, Behaviour.Cancel];
    private static readonly Behaviour[] WithLongLife = [Behaviour.Straight, Behaviour.WrongFirst, Behaviour.Resend, Behaviour.AllWrong, Behaviour.Cancel];

    private readonly Random _random;
    private int _requests;

    /// <summary>The plan of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="shortLived">Whether codes live for seconds; null leaves it to the seed.</param>
    public CrashPlan(int seed, bool? shortLived = null)
    {
        (Seed, _random) = (seed, new Random(seed));
        Store = $"t{Guid.NewGuid():N}"[..16];
        ShortLived = shortLived ?? _random.Next(3) == 0;
        Sends = ShortLived && _random.Next(2) == 0 ? 1 : 3;
        // The first is mobile, so that there is a code in every run; the second is attached, so that there is an e-mail.
        Customers = [Customer(first: true), .. Enumerable.Range(0, _random.Next(2, 4)).Select(_ => Customer(first: false))];
        Kills = [FirstKill(), .. Enumerable.Range(0, _random.Next(2)).Select(_ => LaterKill())];
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>What the run's tables begin with: never the same twice.</summary>
    public string Store { get; }

    /// <summary>Whether codes live for seconds, and the process stays down until those that were sent have run out.</summary>
    public bool ShortLived { get; }

    /// <summary>Codes of a request.</summary>
    public int Sends { get; }

    /// <summary>Who acts, all at the same time.</summary>
    public IReadOnlyList<PlannedCustomer> Customers { get; }

    /// <summary>When the process is killed: one for each of its lives but the last. A later one may find nothing left to count.</summary>
    public IReadOnlyList<PlannedKill> Kills { get; }

    /// <summary>All requests.</summary>
    public IEnumerable<PlannedRequest> Requests => Customers.SelectMany(customer => customer.Requests);

    /// <summary>How long the process stays down.</summary>
    public TimeSpan Downtime => ShortLived ? ShortLife : TimeSpan.Zero;

    /// <summary>What the plan sets.</summary>
    public Dictionary<string, string> Settings(DevServicesFixture services, WireProxy proxy)
    {
        Dictionary<string, string> settings = ApplicationProcess.Settings(services, proxy, Store, new Random(Seed));
        settings["Attachment__FirstResendWait"] = settings["Attachment__NextResendWait"] = "00:00:00";
        settings["Attachment__SendsPerRequest"] = $"{Sends}";
        if (ShortLived)
            settings["Attachment__CodeLifetime"] = $"{ShortLife}";
        return settings;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", [
        $"seed {Seed}{(ShortLived ? $", codes of {ShortLife.TotalSeconds} s, {Sends} at the most" : "")}",
        .. Customers.Select((customer, index) => $"customer {index}: {string.Join(" and ", customer.Requests)}"),
        .. Kills.Select(kill => $"kill at {kill.Service} call {kill.Call} {(kill.Answered ? "once answered" : "before it goes out")}")]);

    private PlannedCustomer Customer(bool first)
    {
        string name = $"{Store}{(char)('a' + _requests)}";
        string email = $"{name}@example.com";
        List<PlannedRequest> requests = [Request(first ? "mobile" : Kinds[_random.Next(Kinds.Length)])];
        if (first)
            requests.Add(Request("internet", Behaviour.Straight));
        else if (_random.Next(3) == 0)
            requests.Add(Request(Kinds[_random.Next(Kinds.Length)]));
        return new PlannedCustomer(name, email, _random.Next(2) == 0 ? email : $"{name}.new@example.com", requests);
    }

    private PlannedRequest Request(string kind, Behaviour? behaviour = null)
    {
        string number = $"{_random.Next(1000, 10000)}{_random.Next(1000):D3}{_requests++:D3}";
        bool needsCode = kind is "mobile" or "open";
        string line = kind switch
        {
            "internet" => "ADSL" + number,
            "fixed" => $"+33142{number[^6..]}",
            _ => $"+33612{number[^6..]}",
        };
        Behaviour[] behaviours =
            !needsCode ? [Behaviour.Straight, Behaviour.Straight, Behaviour.Cancel]
            : !ShortLived ? WithLongLife
            : Sends == 1 ? [.. WithShortLife, Behaviour.Silent, Behaviour.Silent]
            : WithShortLife;
        behaviour ??= behaviours[_random.Next(behaviours.Length)];
        AnswersGiven answers = behaviour == Behaviour.Cancel ? AnswersGiven.Afterwards
            : needsCode ? (AnswersGiven)_random.Next(3)
            : _random.Next(2) == 0 ? AnswersGiven.AtStart : AnswersGiven.Afterwards;
        string? holder = _random.Next(4) == 0 ? null : $"holder.{Store}{number[^3..]}@example.com";
        return new PlannedRequest($"{Store}-{number}", kind, line, number, holder, behaviour.Value, answers, ShortLived && needsCode);
    }

    // Each account and each request take more storage calls than this by themselves.
    private PlannedKill FirstKill() => _random.Next(4) switch
    {
        0 => new(WireProxyService.Sms, _random.Next(1, 1 + Requests.Count(request => request.NeedsCode)), Coin()),
        1 => new(WireProxyService.Email, _random.Next(1, 1 + Requests.Count(request => request is { End: RequestStatus.Attached, MayExpire: false })), Coin()),
        _ => new(WireProxyService.Tables, _random.Next(1, 12 * Requests.Count()), Coin()),
    };

    // A process that starts counts its own recovery too.
    private PlannedKill LaterKill() => _random.Next(4) switch
    {
        0 => new(WireProxyService.Sms, 1, Coin()),
        1 => new(WireProxyService.Email, _random.Next(1, 3), Coin()),
        _ => new(WireProxyService.Tables, _random.Next(1, 60), Coin()),
    };

    private bool Coin() => _random.Next(2) == 0;
}
