namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What is stored is not what the write expected.</summary>
internal sealed class StoreConflictException(string message, Exception? innerException = null) : Exception(message, innerException);
