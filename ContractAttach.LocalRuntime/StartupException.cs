namespace ContractAttach.LocalRuntime;

/// <summary>
/// Why the application cannot start, as one sentence that says what to do; shown to the person who started it without a stack trace.
/// </summary>
internal sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
