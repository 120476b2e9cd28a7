using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ContractAttach.Storage;

/// <summary>
/// What this process has seen lately, by key: at least the last so many, at most twice that. It holds nothing to be disposed of, as
/// the framework's cache does, and knows no clock.
/// </summary>
/// <param name="many">How many.</param>
internal sealed class Recent<T>(int many)
{
    private ConcurrentDictionary<string, T> _young = [];
    private ConcurrentDictionary<string, T> _old = [];

    /// <summary>What was last remembered under the key.</summary>
    public bool TryFind(string key, [MaybeNullWhen(false)] out T value) => _young.TryGetValue(key, out value) || _old.TryGetValue(key, out value);

    /// <summary>Remembers it.</summary>
    public void Remember(string key, T value)
    {
        if (_young.Count >= many)
            (_old, _young) = (_young, []);
        _young[key] = value;
    }

    /// <summary>Forgets it.</summary>
    public void Forget(string key)
    {
        _young.TryRemove(key, out _);
        _old.TryRemove(key, out _);
    }
}
