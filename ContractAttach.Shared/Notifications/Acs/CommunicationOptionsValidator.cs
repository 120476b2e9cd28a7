using Microsoft.Extensions.Options;

namespace ContractAttach.Notifications.Acs;

/// <summary>Says by the setting's name what is wrong, and never shows the key.</summary>
internal sealed class CommunicationOptionsValidator : IValidateOptions<CommunicationOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CommunicationOptions options)
    {
        bool byKey = !string.IsNullOrWhiteSpace(options.ConnectionString);
        if (byKey == options.Endpoint is not null)
            return ValidateOptionsResult.Fail("Give either Communication__ConnectionString or Communication__Endpoint, not both and not none.");
        if (byKey && !IsConnectionString(options.ConnectionString!))
            return ValidateOptionsResult.Fail("Communication__ConnectionString must be 'endpoint=https://…/;accesskey=<base64>'.");
        if (options.Endpoint?.IsSecure() == false)
            return ValidateOptionsResult.Fail("Communication__Endpoint must be an https address such as https://….communication.azure.com/ (on your own machine, http is taken too).");
        return ValidateOptionsResult.Success;
    }

    private static bool IsConnectionString(string text)
    {
        Dictionary<string, string> parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .DistinctBy(part => part[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        return parts.TryGetValue("endpoint", out string? endpoint) && Uri.TryCreate(endpoint, UriKind.Absolute, out _)
            && parts.TryGetValue("accesskey", out string? key) && key.Length > 0
            && Convert.TryFromBase64String(key, new byte[key.Length], out _);
    }
}
