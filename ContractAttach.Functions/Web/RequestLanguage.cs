using ContractAttach.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ContractAttach.Functions.Web;

/// <summary>The caller's language.</summary>
internal static class RequestLanguage
{
    /// <summary>French unless <c>Accept-Language</c> prefers English.</summary>
    public static ContractLanguage Language(this HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out IList<StringWithQualityHeaderValue>? wanted))
            return ContractLanguage.Fr;
        foreach (StringWithQualityHeaderValue value in wanted.OrderByDescending(value => value.Quality ?? 1))
        {
            string language = value.Value.ToString().Split('-')[0];
            if (language.Equals("fr", StringComparison.OrdinalIgnoreCase))
                return ContractLanguage.Fr;
            if (language.Equals("en", StringComparison.OrdinalIgnoreCase) && value.Quality != 0)
                return ContractLanguage.En;
        }

        return ContractLanguage.Fr;
    }
}
