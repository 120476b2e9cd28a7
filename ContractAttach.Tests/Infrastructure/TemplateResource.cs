using System.Text.Json.Nodes;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>A resource that a template makes, wherever in its modules it stands.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Json">All of it.</param>
/// <param name="Template">The template that it stands in.</param>
internal sealed record TemplateResource(string Type, JsonObject Json, JsonObject Template)
{
    /// <summary>Its properties.</summary>
    public JsonObject Properties => Json["properties"]!.AsObject();

    /// <summary>What it is about, where that is another resource.</summary>
    public string? Scope => (string?)Json["scope"];

    /// <summary>All that the template makes; modules and what exists already left out.</summary>
    public static IEnumerable<TemplateResource> In(JsonObject template)
    {
        // By name where the template has symbolic names, else a list.
        IEnumerable<JsonNode?> resources = template["resources"] is JsonObject named ? named.Select(entry => entry.Value) : template["resources"]!.AsArray();
        foreach (JsonObject resource in resources.Select(resource => resource!.AsObject()))
        {
            if ((bool?)resource["existing"] == true)
                continue;
            string type = (string)resource["type"]!;
            if (type != "Microsoft.Resources/deployments")
                yield return new TemplateResource(type, resource, template);
            else
                foreach (TemplateResource inner in In(resource["properties"]!["template"]!.AsObject()))
                    yield return inner;
        }
    }
}
