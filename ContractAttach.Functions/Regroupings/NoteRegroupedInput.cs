using ContractAttach.Regroupings;

namespace ContractAttach.Functions.Regroupings;

/// <summary>What to note of a regrouping.</summary>
/// <param name="Key">The regrouping.</param>
/// <param name="Contracts">Results.</param>
/// <param name="End">How it ended; null while it runs.</param>
public sealed record NoteRegroupedInput(RegroupingKey Key, IReadOnlyList<RegroupedContract> Contracts, RegroupingStatus? End);
