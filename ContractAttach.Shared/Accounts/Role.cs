using System.Text.Json.Serialization;

namespace ContractAttach.Accounts;

/// <summary>By what right an account manages a contract.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Titulaire: the contract's customer number is among the account's verified ones.</summary>
    Holder,

    /// <summary>Procuration: the contract is held by someone else.</summary>
    Proxy,
}
