using ContractAttach.DevServices.Hosting;

namespace ContractAttach.DevServices.Portal;

/// <summary>Where people reach the application: its own setting <c>Portal__Url</c>.</summary>
/// <param name="Url">Without a slash at the end.</param>
internal sealed record ApplicationAddress(string Url)
{
    /// <summary>Reads it; the address of a local start where it is not set.</summary>
    /// <exception cref="CannotStartException">It is no address.</exception>
    public static ApplicationAddress From(IConfiguration configuration)
    {
        string url = configuration["Portal:Url"] ?? "http://127.0.0.1:7071";
        return Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? new ApplicationAddress(url.TrimEnd('/'))
            : throw new CannotStartException("Portal__Url must be the address at which the application is reached, such as http://127.0.0.1:7071.");
    }
}
