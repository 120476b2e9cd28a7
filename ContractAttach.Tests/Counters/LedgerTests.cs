using ContractAttach.Counters;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Counters;

public sealed class LedgerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Limit[] Limits =
    [
        new("codes", new Window(3, TimeSpan.FromHours(1)), new Window(10, TimeSpan.FromHours(24))),
        new("guesses", new Window(2, TimeSpan.FromMinutes(10))),
        new("none", new Window(0, TimeSpan.FromMinutes(1))),
    ];

    // A step: so many milliseconds pass, then some keys are wanted, or given back.
    private static readonly Gen<(int Wait, (int Limit, int Key)[] Keys, bool Release)[]> Steps =
        Gen.Select(
            Gen.OneOf(Gen.Const(0), Gen.Int[0, 1_000], Gen.Int[0, 3_600_000], Gen.Int[0, 90_000_000]),
            Gen.Select(Gen.Frequency((10, Gen.Int[0, 1]), (1, Gen.Const(2))), Gen.Int[0, 30]).Array[1, 3],
            Gen.Frequency((6, Gen.Const(false)), (1, Gen.Const(true)))).Array[1, 60];

    [Fact]
    public void It_grants_and_denies_as_a_plain_list_of_instants_does() => Steps.Sample(steps =>
    {
        DateTimeOffset now = Start;
        byte[] row = [];
        List<(string Limit, string Key, DateTimeOffset At)> model = [];
        foreach ((int wait, (int Limit, int Key)[] keys, bool release) in steps)
        {
            now += TimeSpan.FromMilliseconds(wait);
            model.RemoveAll(entry => now - entry.At >= TimeSpan.FromHours(24));
            Ledger ledger = Ledger.Read(row, now);
            (Limit Limit, string Key)[] wanted = [.. keys.Select(key => (Limits[key.Limit], $"key{key.Key}"))];

            if (release)
            {
                foreach ((Limit limit, string key) in wanted)
                    Assert.Equal(model.RemoveAll(entry => entry.Limit == limit.Name && entry.Key == key) > 0, ledger.GiveBack([(limit.Name, key)]));
                row = ledger.Write();
                continue;
            }

            List<(string Limit, string Key, DateTimeOffset At)> after = [.. model];
            bool granted = true;
            foreach ((Limit limit, string key) in wanted)
            {
                if (after.Any(entry => entry.Limit == limit.Name && entry.Key == key))
                    continue;
                granted &= limit.Windows.All(window => after.Count(entry => entry.Limit == limit.Name && now - entry.At < window.Length) < window.Max);
                after.Add((limit.Name, key, now));
            }

            Reservation answer = ledger.Reserve(wanted, now, out bool changed);

            Assert.Equal(granted, answer.Granted);
            Assert.Equal(granted && after.Count > model.Count, changed);
            Assert.Equal(granted, answer.RetryAfter == TimeSpan.Zero);
            Assert.Equal(granted, answer.DeniedLimit is null);
            if (!granted)
                continue;

            Assert.Equal(after.First(entry => entry.Limit == wanted[0].Limit.Name && entry.Key == wanted[0].Key).At, answer.At);
            model = after;
            if (changed)
                row = ledger.Write();
        }
    });

    [Fact]
    public void After_the_wait_that_it_names_there_is_room_and_not_before() => Steps.Sample(steps =>
    {
        DateTimeOffset now = Start;
        byte[] row = [];
        int key = 0;
        foreach ((int wait, (int Limit, int Key)[] keys, _) in steps)
        {
            now += TimeSpan.FromMilliseconds(wait);
            (Limit Limit, string Key)[] wanted = [(Limits[keys[0].Limit % 2], $"key{key++}")];
            Ledger ledger = Ledger.Read(row, now);
            Reservation answer = ledger.Reserve(wanted, now, out _);
            if (answer.Granted)
            {
                row = ledger.Write();
                continue;
            }

            DateTimeOffset then = now + answer.RetryAfter;
            Assert.True(Ledger.Read(row, then).Reserve(wanted, then, out _).Granted);
            DateTimeOffset before = then - TimeSpan.FromMilliseconds(1);
            Assert.False(Ledger.Read(row, before).Reserve(wanted, before, out _).Granted);
        }
    });

    [Fact]
    public void A_full_row_denies_and_forgets_nothing()
    {
        Limit endless = new("endless", new Window(int.MaxValue, TimeSpan.FromHours(24)));
        byte[] row = [];
        Reservation answer;
        int granted = 0;
        for (; ; granted++)
        {
            Ledger ledger = Ledger.Read(row, Start);
            answer = ledger.Reserve([(endless, $"{granted:D100}")], Start, out _);
            if (!answer.Granted)
                break;
            row = ledger.Write();
        }

        Assert.InRange(row.Length, 55 * 1024, 60 * 1024);
        Assert.InRange(granted, 400, 1000);
        Assert.Equal((endless.Name, TimeSpan.FromHours(24)), (answer.DeniedLimit, answer.RetryAfter));
        Assert.True(Ledger.Read(row, Start).Reserve([(endless, $"{0:D100}")], Start, out bool changed).Granted);
        Assert.False(changed);
    }
}
