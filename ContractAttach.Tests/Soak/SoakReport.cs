namespace ContractAttach.Tests.Soak;

/// <summary>What a soak did, and what it found.</summary>
/// <param name="Seed">What repeats its choices.</param>
/// <param name="Households">How many households lived.</param>
/// <param name="Kills">How often the application was killed.</param>
/// <param name="Faults">How many calls to storage, SMS and e-mail went wrong.</param>
/// <param name="Calls">What was called and answered.</param>
/// <param name="Differences">What is not as it must be; empty where all is good.</param>
public sealed record SoakReport(int Seed, int Households, int Kills, int Faults, string Calls, IReadOnlyList<string> Differences)
{
    /// <summary>Whether all is as it must be.</summary>
    public bool IsGood => Differences.Count == 0;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Calls}\n\n{Households} households, {Kills} kills, {Faults} faults, seed {Seed}: {(IsGood ? "good" : "\n" + string.Join("\n\n", Differences))}";
}
