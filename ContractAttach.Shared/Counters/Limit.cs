namespace ContractAttach.Counters;

/// <summary>What is counted under a name, and how many are granted: all the windows must have room.</summary>
/// <param name="Name">What the entries are kept under in the counter's row.</param>
/// <param name="Windows">The sliding windows.</param>
public sealed record Limit(string Name, params Window[] Windows);
