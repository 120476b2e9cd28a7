using ContractAttach.DevServices.Azurite;

namespace ContractAttach.DevServices.Hosting;

/// <summary>The settings under <c>DevServices</c>.</summary>
internal sealed class DevServicesOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; } = 7072;

    /// <summary>Where Azurite is, or is to be started.</summary>
    public AzuritePorts AzuritePorts { get; init; } = new();

    /// <summary>Where storage, messages and the signing key are kept; relative to the current directory.</summary>
    public string DataDirectory { get; init; } = ".local";

    /// <summary>Where SMS delivery reports are posted; none are sent where it is empty.</summary>
    public string? DeliveryReportHook { get; init; }

    /// <summary>The audience of the token that delivery reports bear.</summary>
    public string DeliveryReportAudience { get; init; } = "contract-attach-hooks";

    /// <summary>Reads the settings from the configuration.</summary>
    public static DevServicesOptions From(IConfiguration configuration)
    {
        try
        {
            DevServicesOptions options = configuration.GetSection("DevServices").Get<DevServicesOptions>() ?? new();
            if (!string.IsNullOrEmpty(options.DeliveryReportHook) && !Uri.IsWellFormedUriString(options.DeliveryReportHook, UriKind.Absolute))
                throw new CannotStartException("DevServices__DeliveryReportHook must be empty or an address such as http://127.0.0.1:7071/hooks/sms-delivery-reports.");

            Directory.CreateDirectory(options.DataDirectory);
            return options;
        }
        catch (InvalidOperationException exception)
        {
            throw new CannotStartException($"A setting of DevServices is not valid: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"DevServices__DataDirectory cannot be used: {exception.Message}", exception);
        }
    }
}
