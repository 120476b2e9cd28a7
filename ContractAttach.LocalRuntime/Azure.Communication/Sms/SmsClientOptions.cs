using Azure.Core;

namespace Azure.Communication.Sms;

/// <summary>How an <see cref="SmsClient"/> sends and retries.</summary>
public class SmsClientOptions : ClientOptions
{
    /// <summary>For a version of the service.</summary>
    /// <param name="version">The version.</param>
    public SmsClientOptions(ServiceVersion version = ServiceVersion.V2021_03_07) => ApiVersion = version switch
    {
        ServiceVersion.V2021_03_07 => "2021-03-07",
        _ => throw new ArgumentOutOfRangeException(nameof(version)),
    };

    internal string ApiVersion { get; }

    /// <summary>Versions of the service.</summary>
    public enum ServiceVersion
    {
        /// <summary>Of 7 March 2021.</summary>
        V2021_03_07 = 1,
    }
}
