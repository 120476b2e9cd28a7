namespace ContractAttach.Contracts;

/// <summary>The operator's directory gives no answer, or none that is understood: it may be another one later.</summary>
/// <param name="message">What happened, with nothing of what was asked or answered.</param>
/// <param name="innerException">Why; null where there is no more to say.</param>
public sealed class DirectoryUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
