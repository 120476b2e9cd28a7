namespace ContractAttach.Tests.EndToEnd;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">Its status; 0 where the connection was closed without one.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body.</param>
internal sealed record RawReply(int Status, IReadOnlyDictionary<string, string> Headers, string Body);
