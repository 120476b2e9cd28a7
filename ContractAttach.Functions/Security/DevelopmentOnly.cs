using ContractAttach.Contracts;
using ContractAttach.Notifications.Acs;
using ContractAttach.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Security;

/// <summary>
/// Keeps the development services out of everything but development: their sign-in lets anybody be anybody, their messages
/// are for anybody to read. They answer on loopback alone, and that is what tells them.
/// </summary>
internal sealed class DevelopmentOnly(IHostEnvironment environment)
    : IValidateOptions<SignInOptions>, IValidateOptions<HooksOptions>, IValidateOptions<CommunicationOptions>, IValidateOptions<StorageOptions>,
        IValidateOptions<DirectoryOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SignInOptions options) => CheckAuthority("SignIn__Authority", options.Authority);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, HooksOptions options) => CheckAuthority("Hooks__Authority", options.Authority);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CommunicationOptions options) =>
        Check("Communication__ConnectionString", IsLoopback(Part(options.ConnectionString, "endpoint")) || options.Endpoint is { IsAbsoluteUri: true, IsLoopback: true });

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
        Check("Storage__ConnectionString", Part(options.ConnectionString, "UseDevelopmentStorage") is not null || IsLoopback(Part(options.ConnectionString, "TableEndpoint")));

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DirectoryOptions options) =>
        Check("Directory__BaseUrl", options.BaseUrl is { IsAbsoluteUri: true, IsLoopback: true });

    private ValidateOptionsResult CheckAuthority(string setting, Uri? authority) =>
        authority is null ? ValidateOptionsResult.Skip
        : !authority.IsAbsoluteUri ? ValidateOptionsResult.Fail($"{setting} is not an address: it begins with https://.")
        : !authority.IsLoopback && authority.Scheme != Uri.UriSchemeHttps ? ValidateOptionsResult.Fail($"{setting} must be reached by https.")
        : Check(setting, authority.IsLoopback);

    private ValidateOptionsResult Check(string setting, bool isDevelopment) =>
        isDevelopment && !environment.IsDevelopment()
            ? ValidateOptionsResult.Fail($"{setting} names a development service: set the real one, or AZURE_FUNCTIONS_ENVIRONMENT to Development on your own machine.")
            : ValidateOptionsResult.Success;

    private static bool IsLoopback(string? address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.IsLoopback;

    private static string? Part(string? connectionString, string name) => connectionString?
        .Split(';', StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', 2))
        .FirstOrDefault(part => part.Length == 2 && part[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];
}
