namespace ContractAttach.Contracts;

/// <summary>One line of a contract.</summary>
/// <param name="Number">E.164 for mobile and fixed lines; for internet the line reference, 6 to 20 upper-case letters and digits.</param>
/// <param name="Kind">What kind of line it is.</param>
/// <param name="Device">Where an SMS to a mobile line is read; null for the other kinds.</param>
public sealed record ContractLine(string Number, LineKind Kind, LineDevice? Device);
