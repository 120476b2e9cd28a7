using System.Text.Json;

namespace ContractAttach.DevServices.SignIn;

/// <summary>The sample people of the sign-in page.</summary>
internal sealed class People(IReadOnlyList<TokenRequest> all)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<TokenRequest> All => all;

    /// <summary>Reads <c>samples/people.json</c> beside the program.</summary>
    public static People Load(string directory)
    {
        using FileStream file = File.OpenRead(Path.Combine(directory, "samples", "people.json"));
        return new People(JsonSerializer.Deserialize<IReadOnlyList<TokenRequest>>(file, JsonSerializerOptions.Web)!);
    }

    /// <summary>The person with a subject, or null.</summary>
    public TokenRequest? Find(string? sub) => all.FirstOrDefault(person => person.Sub == sub);
}
