using System.Text.Json;
using System.Text.Json.Serialization;
using ContractAttach.Accounts;
using ContractAttach.Contracts;

namespace ContractAttach.Notifications;

/// <summary>What a notice tells; which of it, says its kind.</summary>
public sealed record NoticeFacts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>When it happened.</summary>
    public DateTimeOffset? When { get; init; }

    /// <summary>What the contract is for.</summary>
    public ContractKind? ContractKind { get; init; }

    /// <summary>The offer's name.</summary>
    public string? Offer { get; init; }

    /// <summary>The line, masked.</summary>
    public string? Line { get; init; }

    /// <summary>By what right the account manages the contract.</summary>
    public Role? Role { get; init; }

    /// <summary>First and last name of who attached the contract, or had it attached; null where they are not known.</summary>
    public string? Person { get; init; }

    /// <summary>Where the holder ends the access.</summary>
    public string? RevocationLink { get; init; }

    /// <summary>Until when that works.</summary>
    public DateTimeOffset? RevocationExpiresAt { get; init; }

    /// <summary>As a row keeps it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>From what a row keeps.</summary>
    public static NoticeFacts FromJson(string json) =>
        JsonSerializer.Deserialize<NoticeFacts>(json, Json) ?? new NoticeFacts();
}
