using ContractAttach.Contracts;

namespace ContractAttach.Functions.Web;

/// <summary>A text for people, in both languages of the API.</summary>
/// <param name="French">What a person reads in French.</param>
/// <param name="English">What a person reads in English.</param>
public sealed record BilingualText(string French, string English)
{
    /// <summary>The text in a language.</summary>
    public string In(ContractLanguage language) => language == ContractLanguage.En ? English : French;
}
