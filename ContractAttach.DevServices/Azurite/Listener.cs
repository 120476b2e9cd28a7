namespace ContractAttach.DevServices.Azurite;

/// <summary>What was found on a port.</summary>
internal enum Listener
{
    /// <summary>The port is free.</summary>
    Nobody,

    /// <summary>An Azurite, whoever started it.</summary>
    Azurite,

    /// <summary>A program that is not Azurite.</summary>
    SomethingElse,
}
