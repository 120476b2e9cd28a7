namespace ContractAttach.Contracts;

/// <summary>Why a line of an import was not taken.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">The fields and what is wrong with each.</param>
public sealed record ImportError(int Line, string Message);
