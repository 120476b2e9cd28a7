using System.Collections.Concurrent;
using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Somebody who has many accounts and much time, and tries one line's codes.</summary>
public sealed class GuessingTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private const int Days = 10;
    private const int RoundsADay = 4;
    private const int GuessesARound = 250;
    private const int Accounts = 8;

    // RULES: wrong tries per contract, and codes per line, over all requests and accounts in 24 h.
    private const int TriesADay = 20;
    private const int CodesADay = 10;

    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);

    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task Ten_thousand_guesses_are_compared_twenty_times_a_day_and_cost_ten_sms_a_day()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Channel[] guessers = await Task.WhenAll(Enumerable.Range(0, Accounts).Select(_ => Deployment.CustomerAsync()));
        var requests = new Dictionary<Channel, string>();
        var compared = new ConcurrentBag<DateTimeOffset>();
        var begun = new List<DateTimeOffset>();

        for (int round = 0; round < Days * RoundsADay; round++)
        {
            foreach (Channel guesser in guessers)
            {
                Reply started = await guesser.StartAsync(contract);
                if (started.Status != 202)
                    continue;
                requests[guesser] = started["id"]!;
                begun.Add(Deployment.Clock.GetUtcNow());
                await guesser.UntilAsync(started["id"]!, "awaitingCode");
            }

            int guess = 0;
            Channel[] those = [.. requests.Keys];
            await Parallel.ForEachAsync(Enumerable.Repeat(0, GuessesARound), new ParallelOptions { MaxDegreeOfParallelism = Accounts }, async (_, _) =>
            {
                int number = Interlocked.Increment(ref guess);
                Channel guesser = those[number % those.Length];
                // A right one among these would be a chance of one in 400,000 for a code.
                if (IsCompared(await guesser.EnterAsync(requests[guesser], $"999999{number % 100:00}")))
                    compared.Add(Deployment.Clock.GetUtcNow());
            });
            skipping.Skip(round % RoundsADay < RoundsADay - 1 ? TimeSpan.FromHours(1) : s_day - TimeSpan.FromHours(RoundsADay - 1));
        }

        AssertWindow(TriesADay, compared);
        AssertWindow(CodesADay, begun);
        Assert.Equal(begun.Count, (await Deployment.MessagesAsync(contract.Line, "sms")).Count);
    }

    // The last wrong one ends the request: there is nothing to wait for. A locked contract names a time, and compares nothing.
    private static bool IsCompared(Reply reply) => reply.Status == 422 || (reply.Status == 429 && reply.Headers.RetryAfter is null);

    private static void AssertWindow(int most, IEnumerable<DateTimeOffset> instants)
    {
        DateTimeOffset[] sorted = [.. instants.Order()];
        Assert.NotEmpty(sorted);
        for (int first = 0; first + most < sorted.Length; first++)
            Assert.True(sorted[first + most] - sorted[first] >= s_day, $"More than {most} within 24 h, from {sorted[first]:O}.");
    }
}
