namespace ContractAttach.LocalRuntime.Engine;

/// <summary>The store did not answer, or asks to come again later. A write may have been done or not.</summary>
internal sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
