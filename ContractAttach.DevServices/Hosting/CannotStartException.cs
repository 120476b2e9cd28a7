namespace ContractAttach.DevServices.Hosting;

/// <summary>Why the development services cannot start, in one sentence that says what to do.</summary>
internal sealed class CannotStartException(string message, Exception? innerException = null) : Exception(message, innerException);
