namespace Microsoft.Azure.Functions.Worker;

/// <summary>What an invocation can do, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Adds or replaces the feature of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>The feature of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The feature; null where there is none.</returns>
    T? Get<T>();
}
