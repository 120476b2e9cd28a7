namespace ContractAttach.Backup;

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Table">The table whose rows it has, without prefix.</param>
/// <param name="Rows">How many.</param>
/// <param name="Sha256">What it should hash to, in hexadecimal digits.</param>
internal sealed record BackupFile(string Name, string Table, long Rows, string Sha256);
