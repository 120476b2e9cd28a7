using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>The command <c>attach</c>: the mobile flow over HTTP, beside its floor and its peer.</summary>
internal static class AttachCommand
{
    /// <summary>The command with its options; the defaults take some two minutes in all.</summary>
    public static Command Create()
    {
        Option<int> count = new("--count")
        {
            Description = "How many attaches a measurement makes at most, of each of the three.",
            DefaultValueFactory = _ => 400,
        };
        Option<int[]> parallel = new("--parallel")
        {
            Description = "How many attaches are under way at once; a measurement for each.",
            DefaultValueFactory = _ => [1, 8, 32],
            CustomParser = ParseNumbers,
        };
        Option<int> seconds = new("--seconds")
        {
            Description = "How long a measurement takes at most, for each of the three.",
            DefaultValueFactory = _ => 10,
        };
        count.Validators.Add(result => Require(result, AttachBenchmark.Rounds));
        seconds.Validators.Add(result => Require(result, 1));

        Command command = new("attach", "Attaches of mobile contracts, from the start of the request to attached, beside the floor (by hand, without an engine) and the peer (the well-known phone verification).") { count, parallel, seconds };
        command.SetAction((parsed, cancellationToken) => AttachBenchmark.RunAsync(
            parsed.GetValue(count), parsed.GetValue(parallel)!, TimeSpan.FromSeconds(parsed.GetValue(seconds)), Console.Out, cancellationToken));
        return command;
    }

    private static int[] ParseNumbers(ArgumentResult result)
    {
        List<int> numbers = [];
        foreach (string text in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number > 0)
                numbers.Add(number);
            else
                result.AddError($"'{text}' is no number of attaches at once: give numbers from 1 up, as in 1,8,32.");
        }

        return [.. numbers];
    }

    private static void Require(OptionResult result, int least)
    {
        if (result.GetValueOrDefault<int>() < least)
            result.AddError($"{result.Option.Name} must be {least} or more.");
    }
}
