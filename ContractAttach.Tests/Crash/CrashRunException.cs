namespace ContractAttach.Tests.Crash;

/// <summary>A run has seen what must never be.</summary>
internal sealed class CrashRunException(string message) : Exception(message);
