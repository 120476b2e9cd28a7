namespace Azure.Communication.Pipeline;

/// <summary>What a connection string of the portal says: <c>endpoint=https://…/;accesskey=…</c>.</summary>
internal sealed record CommunicationConnection(Uri Endpoint, AzureKeyCredential Key)
{
    /// <summary>Reads it; the names may be in any case.</summary>
    public static CommunicationConnection Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        Dictionary<string, string> parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.OrdinalIgnoreCase);
        if (!parts.TryGetValue("endpoint", out string? endpoint) || !Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri))
            throw new InvalidOperationException("The connection string of Azure Communication Services has no valid 'endpoint'.");
        if (!parts.TryGetValue("accesskey", out string? key) || key.Length == 0)
            throw new InvalidOperationException("The connection string of Azure Communication Services has no 'accesskey'.");
        return new CommunicationConnection(uri, new AzureKeyCredential(key));
    }
}
