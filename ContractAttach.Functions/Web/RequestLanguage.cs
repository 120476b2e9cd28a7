using ContractAttach.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ContractAttach.Functions.Web;

/// <summary>The caller's language.</summary>
internal static class RequestLanguage
{
    /// <summary>French or English, whichever <c>Accept-Language</c> prefers; <paramref name="otherwise"/> where it names neither.</summary>
    public static ContractLanguage Language(this HttpRequest request, ContractLanguage otherwise = ContractLanguage.Fr)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out IList<StringWithQualityHeaderValue>? wanted))
            return otherwise;
        foreach (StringWithQualityHeaderValue value in wanted.OrderByDescending(value => value.Quality ?? 1))
        {
            string language = value.Value.ToString().Split('-')[0];
            if (language.Equals("fr", StringComparison.OrdinalIgnoreCase) && value.Quality != 0)
                return ContractLanguage.Fr;
            if (language.Equals("en", StringComparison.OrdinalIgnoreCase) && value.Quality != 0)
                return ContractLanguage.En;
        }

        return otherwise;
    }
}
