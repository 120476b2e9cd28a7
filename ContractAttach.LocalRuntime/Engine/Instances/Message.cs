namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What an instance is told; its next episode takes it up.</summary>
internal abstract record Message
{
    /// <summary>Called once the episode that took it up is stored (null), or with why that will not be.</summary>
    internal Action<Exception?>? Settled { get; init; }
}
