using System.Text.Json.Nodes;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>A resource as Azure is asked for it.</summary>
/// <param name="json">All of it.</param>
internal sealed class TemplateResource(JsonObject json)
{
    private const string Provider = "/providers/";

    /// <summary>Its type.</summary>
    public string Type => (string)json["type"]!;

    /// <summary>Its name.</summary>
    public string Name => (string)json["name"]!;

    /// <summary>Its id.</summary>
    public string Id => (string)json["id"]!;

    /// <summary>Its properties.</summary>
    public JsonObject Properties => json["properties"]!.AsObject();

    /// <summary>The type of the resource that it is about, or that of a group.</summary>
    public string ScopeType
    {
        get
        {
            string scope = Id[..Id.LastIndexOf(Provider, StringComparison.Ordinal)];
            int provider = scope.LastIndexOf(Provider, StringComparison.Ordinal);
            // Namespace, then type and name by turns.
            string[] segments = provider < 0 ? [] : scope[(provider + Provider.Length)..].Split('/');
            return segments.Length == 0 ? "Microsoft.Resources/resourceGroups" : string.Join('/', segments.Where((_, at) => at == 0 || at % 2 == 1));
        }
    }
}
