namespace ContractAttach.Contracts;

/// <summary>A line of a stream of JSON documents.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Json">Its text, UTF-8; null where it is too long to be read.</param>
internal readonly record struct NdjsonLine(int Number, ReadOnlyMemory<byte>? Json);
