using Azure.Core;

namespace Azure.Communication.Email;

/// <summary>How an <see cref="EmailClient"/> sends and retries.</summary>
public class EmailClientOptions : ClientOptions
{
    /// <summary>For a version of the service.</summary>
    /// <param name="version">The version.</param>
    public EmailClientOptions(ServiceVersion version = ServiceVersion.V2025_09_01) => ApiVersion = version switch
    {
        ServiceVersion.V2025_09_01 => "2025-09-01",
        _ => throw new ArgumentOutOfRangeException(nameof(version)),
    };

    internal string ApiVersion { get; }

    /// <summary>Versions of the service.</summary>
    public enum ServiceVersion
    {
        /// <summary>Of 1 September 2025.</summary>
        V2025_09_01 = 5,
    }
}
