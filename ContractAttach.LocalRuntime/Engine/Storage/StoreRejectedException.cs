namespace ContractAttach.LocalRuntime.Engine;

/// <summary>The store does not take this request, however often it comes.</summary>
internal sealed class StoreRejectedException(string message, Exception? innerException = null) : Exception(message, innerException);
