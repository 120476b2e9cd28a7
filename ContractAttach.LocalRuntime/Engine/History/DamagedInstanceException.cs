namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What is stored of an instance cannot be read.</summary>
internal sealed class DamagedInstanceException(string damage, Exception? innerException = null)
    : Exception($"What is stored of the instance cannot be read, so it cannot go on: {damage.TrimEnd('.')}.", innerException)
{
    /// <summary>What is wrong.</summary>
    internal string Damage => damage;
}
