namespace ContractAttach.Import;

/// <summary>A call failed, and trying it again has not helped or will not.</summary>
/// <param name="message">What to tell who imports.</param>
internal sealed class ImportFailedException(string message) : Exception(message);
