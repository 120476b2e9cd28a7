using System.Text.Json;

namespace ContractAttach.Contracts;

/// <summary>Reads the fields of a JSON object strictly, and notes what is wrong with each in words.</summary>
/// <param name="json">The object.</param>
/// <param name="path">Where it stands: empty, or the name that its fields follow.</param>
/// <param name="problems">What is wrong so far.</param>
/// <param name="takesOthers">Whether fields that nobody asked for are none of its business.</param>
internal sealed class JsonFields(JsonElement json, string path, List<string> problems, bool takesOthers)
{
    private const int LongestNameShown = 40;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>A text of at most so many characters, neither blank nor with control characters; null where it is missing or wrong.</summary>
    public string? Text(string name, int longest, bool optional = false)
    {
        if (!TryGet(name, JsonValueKind.String, "a text", optional, out JsonElement value))
            return null;

        string text = value.GetString()!.Trim();
        if (text.Length == 0)
            return Wrong(name, "is empty");
        if (text.Length > longest)
            return Wrong(name, $"is longer than {longest} characters");
        return text.Any(char.IsControl) ? Wrong(name, "has control characters") : text;
    }

    /// <summary>One of an enum's values, in camel case; null where it is missing or wrong.</summary>
    public T? Choice<T>(string name, bool optional = false)
        where T : struct, Enum
    {
        if (!TryGet(name, JsonValueKind.String, "a text", optional, out JsonElement value))
            return null;

        foreach (T choice in Enum.GetValues<T>())
        {
            if (value.ValueEquals(NameOf(choice)))
                return choice;
        }

        Wrong(name, $"must be one of {string.Join(", ", Enum.GetValues<T>().Select(NameOf))}");
        return null;
    }

    /// <summary>An object's fields; null where it is missing or wrong.</summary>
    public JsonFields? Object(string name) =>
        TryGet(name, JsonValueKind.Object, "an object", optional: false, out JsonElement value) ? Inner(value, name) : null;

    /// <summary>The fields of an array's objects: between one and so many; null where it is missing or wrong.</summary>
    public IReadOnlyList<JsonFields>? Objects(string name, int most)
    {
        if (!TryGet(name, JsonValueKind.Array, "a list", optional: false, out JsonElement value))
            return null;

        int count = value.GetArrayLength();
        if (count == 0 || count > most)
        {
            Wrong(name, $"must have between 1 and {most} entries");
            return null;
        }

        List<JsonFields> items = [];
        foreach (JsonElement item in value.EnumerateArray())
        {
            string place = $"{name}[{items.Count}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                Wrong(place, "must be an object");
                return null;
            }

            items.Add(Inner(item, place));
        }

        return items;
    }

    /// <summary>Notes the fields that nobody asked for, where they are not to be there.</summary>
    public void RefuseOthers()
    {
        if (takesOthers)
            return;

        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
                Wrong(Shown(property.Name), "is not a known field");
        }
    }

    /// <summary>Notes what is wrong with a field.</summary>
    /// <returns>Null, for a caller that has nothing else to give.</returns>
    public string? Wrong(string name, string problem)
    {
        problems.Add($"{(path.Length == 0 ? name : $"{path}.{name}")}: {problem}");
        return null;
    }

    private static string NameOf<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    private static string Shown(string name)
    {
        string safe = string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
        return safe.Length <= LongestNameShown ? safe : safe[..LongestNameShown] + "…";
    }

    private JsonFields Inner(JsonElement value, string name) => new(value, path.Length == 0 ? name : $"{path}.{name}", problems, takesOthers);

    private bool TryGet(string name, JsonValueKind kind, string kindInWords, bool optional, out JsonElement value)
    {
        _known.Add(name);
        if (!json.TryGetProperty(name, out value) || value.ValueKind == JsonValueKind.Null)
        {
            if (!optional)
                Wrong(name, "is missing");
            return false;
        }

        if (value.ValueKind == kind)
            return true;

        Wrong(name, $"must be {kindInWords}");
        return false;
    }
}
