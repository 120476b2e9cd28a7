namespace ContractAttach.DevServices.SignIn;

/// <summary>Which language a person reads the sign-in page in.</summary>
internal static class PageLanguage
{
    /// <summary>
    /// Whether it is English: what the channel or the switch asks for (<c>ui_locales</c>, OpenID Connect Core 3.1.2.1), then the
    /// browser; French where neither names a language that is spoken here.
    /// </summary>
    public static bool IsEnglish(HttpRequest request)
    {
        IEnumerable<string?> wanted = request.Query["ui_locales"].ToString().Split(' ').Concat(
            request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.Value));
        return wanted.FirstOrDefault(language => Is(language, "fr") || Is(language, "en")) is string spoken && Is(spoken, "en");
    }

    private static bool Is(string? language, string spoken) =>
        language is not null && language.Split('-')[0].Equals(spoken, StringComparison.OrdinalIgnoreCase);
}
