namespace ContractAttach.Backup;

/// <summary>What was asked for would do harm, or cannot be done.</summary>
/// <param name="message">What to tell who asked.</param>
internal sealed class BackupRefusedException(string message) : Exception(message);
