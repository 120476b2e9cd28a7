namespace ContractAttach.Functions.Attachments;

/// <summary>What came of one input; the custom status bears the latest ones.</summary>
/// <param name="Id">The input's id.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record Answer(string Id, Outcome Outcome);
