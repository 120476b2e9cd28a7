namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// What an instance has told another one. It stays with the sender's row until the other one has stored it, so that a
/// restart in between repeats it; <see cref="Key"/> lets the other one know a repetition.
/// </summary>
/// <param name="Key">Unique.</param>
/// <param name="Target">The other instance.</param>
/// <param name="Event">The event's name; null tells it to terminate, with all that it called.</param>
/// <param name="Data">The event's payload.</param>
internal sealed record OutboxItem(string Key, string Target, string? Event, string? Data);
