using System.Collections;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.LocalRuntime.Hosting.Functions;

/// <summary>The functions of an application.</summary>
internal sealed class FunctionSet : IReadOnlyCollection<Function>
{
    private readonly List<Function> _functions;

    private FunctionSet(List<Function> functions) => _functions = functions;

    public int Count => _functions.Count;

    /// <summary>Finds the public methods with <see cref="FunctionAttribute"/>.</summary>
    public static FunctionSet Find(IEnumerable<Type> types, bool servesHttp)
    {
        List<Function> functions =
        [
            .. from type in types
               from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
               let name = method.GetCustomAttribute<FunctionAttribute>()?.Name
               where name is not null
               select new Function(name, method),
        ];
        if (functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new StartupException($"{string.Join(" and ", same.Select(f => f.EntryPoint))} are both function {same.Key}: give each function a name of its own.");
        if (!servesHttp && functions.Find(f => f.HttpTrigger is not null) is { } http)
            throw new StartupException($"Function {http.Name} has an HTTP trigger: call ConfigureFunctionsWebApplication() before Build().");
        return new FunctionSet(functions);
    }

    /// <summary>The exported types of the entry assembly and of those that it refers to, as far as they can hold functions.</summary>
    public static IEnumerable<Type> TypesOfProcess()
    {
        Assembly entry = Assembly.GetEntryAssembly() ?? throw new StartupException("This process has no entry assembly to look for functions in.");
        string runtime = typeof(FunctionSet).Assembly.GetName().Name!;
        return entry.GetReferencedAssemblies()
            .Where(name => name.Name is { } n && !n.StartsWith("System.", StringComparison.Ordinal) && !n.StartsWith("Microsoft.", StringComparison.Ordinal))
            .Select(Assembly.Load)
            .Where(assembly => assembly.GetReferencedAssemblies().Any(r => r.Name == runtime))
            .Prepend(entry)
            .SelectMany(assembly => assembly.GetExportedTypes());
    }

    public IEnumerator<Function> GetEnumerator() => _functions.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
