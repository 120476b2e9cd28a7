using System.Text.Encodings.Web;

namespace ContractAttach.DevServices.SignIn;

/// <summary>The page where a person says who they are.</summary>
internal static class SignInPage
{
    /// <summary>The page; each person is a button that posts back to the same address.</summary>
    public static string Html(People people, QueryString query) => $"""
        <!doctype html>
        <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Connexion (développement)</title>
        <style>body{"{"}font-family:sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem{"}"}button{"{"}display:block;width:100%;text-align:left;padding:.8rem;margin:.4rem 0;font:inherit{"}"}</style></head>
        <body><h1>Qui êtes-vous ?</h1>
        <p>Des personnes inventées, pour le développement.</p>
        <form method="post" action="/authorize{Encoded(query.Value)}">
        {string.Concat(people.All.Select(Button))}</form></body></html>

        """;

    private static string Button(TokenRequest person) => $"""
        <button name="sub" value="{Encoded(person.Sub)}"><b>{Encoded($"{person.GivenName} {person.FamilyName}")}</b><br><small>{Encoded(Description(person))}</small></button>

        """;

    private static string Description(TokenRequest person) => string.Join(" · ", new[]
    {
        person.Email,
        person.PhoneNumber,
        person.CustomerNumber is null ? null : $"client {person.CustomerNumber}",
        person.Roles is { Count: > 0 } ? string.Join(", ", person.Roles) : null,
    }.Where(part => part is not null));

    private static string Encoded(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
