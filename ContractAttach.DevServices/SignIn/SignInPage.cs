using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.WebUtilities;

namespace ContractAttach.DevServices.SignIn;

/// <summary>The page where a person says who they are: no script, the portal's design.</summary>
internal static class SignInPage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Answers with the page; each person is a button that posts back to the same address.</summary>
    /// <param name="people">Whom to choose from.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="http">The call.</param>
    /// <param name="nobody">Whether the form was sent and named nobody.</param>
    public static IResult Show(People people, AuthorizationRequest request, HttpRequest http, bool nobody = false)
    {
        IHeaderDictionary headers = http.HttpContext.Response.Headers;
        // A browser holds the address that the form's answer redirects to against form-action as well.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {new Uri(request.RedirectUri!).GetLeftPart(UriPartial.Authority)}; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        return Results.Content(
            Html(people, http.QueryString.Value, PageLanguage.IsEnglish(http), nobody), "text/html; charset=utf-8",
            statusCode: nobody ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static string Html(People people, string? query, bool english, bool nobody)
    {
        string Text(string french, string inEnglish) => english ? inEnglish : french;

        return $"""
            <!doctype html>
            <html lang="{(english ? "en" : "fr")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Text("Connexion (développement)", "Sign in (development)")}</title>
            <link rel="icon" href="/icon.svg">
            <link rel="stylesheet" href="/portal.css">
            </head>
            <body class="sign-in">
            <header class="bar">
            <p class="brand">{Text("Connexion", "Sign in")} <small>{Text("développement", "development")}</small></p>
            <nav aria-label="{Text("Langue", "Language")}">{LanguageLink("fr", "Français", query, !english)}{LanguageLink("en", "English", query, english)}</nav>
            </header>
            <main>
            <h1>{Text("Qui êtes-vous ?", "Who are you?")}</h1>
            <p class="lead">{Text("Ces personnes sont inventées : choisissez-en une, sans mot de passe.", "These people are made up: choose one, no password needed.")}</p>
            {(nobody ? $"<p class=\"wrong\" role=\"alert\">{Text("Choisissez une personne, ou donnez une adresse e-mail ou un numéro de mobile.", "Choose a person, or give an e-mail address or a mobile number.")}</p>" : "")}
            <form method="post" action="/authorize{Encoded(query)}" class="people-to-be">
            {string.Concat(people.All.Select(person => Button(person, english)))}</form>
            <details class="someone"{(nobody ? " open" : "")}>
            <summary>{Text("Quelqu’un d’autre", "Someone else")}</summary>
            <form method="post" action="/authorize{Encoded(query)}">
            {Field("givenName", Text("Prénom", "First name"))}
            {Field("familyName", Text("Nom", "Last name"))}
            {Field("email", Text("Adresse e-mail", "E-mail address"), "email")}
            {Field("phoneNumber", Text("Numéro de mobile", "Mobile number"), "tel")}
            {Field("customerNumber", Text("Numéro de client (facultatif)", "Customer number (optional)"))}
            <button>{Text("Se connecter", "Sign in")}</button>
            </form>
            </details>
            </main>
            </body>
            </html>

            """;
    }

    private static string LanguageLink(string language, string name, string? query, bool current)
    {
        Dictionary<string, string?> parameters = QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        parameters["ui_locales"] = language;
        return $"<a href=\"{Encoded(QueryHelpers.AddQueryString("/authorize", parameters))}\" lang=\"{language}\" hreflang=\"{language}\"{(current ? " aria-current=\"true\"" : "")}>{name}</a>";
    }

    private static string Field(string name, string label, string type = "text") =>
        $"<label>{Encoded(label)}<input name=\"{name}\" type=\"{type}\" autocomplete=\"off\"></label>";

    private static string Button(TokenRequest person, bool english)
    {
        string name = $"{person.GivenName} {person.FamilyName}";
        return $"""
            <button name="sub" value="{Encoded(person.Sub)}"><span class="initials" aria-hidden="true">{Encoded($"{person.GivenName?[..1]}{person.FamilyName?[..1]}")}</span><span><b>{Encoded(name)}</b><small>{Encoded(person.Email)}</small><small>{Encoded(Description(person, english))}</small></span></button>

            """;
    }

    private static string Description(TokenRequest person, bool english) => string.Join(" · ", new[]
    {
        person.PhoneNumber,
        person.CustomerNumber is null ? null : $"{(english ? "customer" : "client")} {person.CustomerNumber}",
        person.Roles is { Count: > 0 } ? string.Join(", ", person.Roles) : null,
    }.Where(part => part is not null));

    private static string Encoded(string? text) => Encoder.Encode(text ?? "");
}
