namespace ContractAttach.DevServices.Azurite;

/// <summary>The ports of Azurite's three services on 127.0.0.1; 0 takes a free one. The defaults are Azurite's own.</summary>
internal sealed record AzuritePorts
{
    /// <summary>Blobs.</summary>
    public int Blob { get; init; } = 10000;

    /// <summary>Queues.</summary>
    public int Queue { get; init; } = 10001;

    /// <summary>Tables.</summary>
    public int Table { get; init; } = 10002;
}
