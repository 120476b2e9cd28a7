using System.Security.Cryptography;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Benchmarks.Processes;

/// <summary>The application's settings, with keys of its own: who has the same settings reads the same rows.</summary>
internal sealed class Settings(DevServicesProcess services)
{
    private readonly string _hashKey = RandomKey();
    private readonly string _codeKey = RandomKey();

    /// <summary>The settings of one process, as environment variables.</summary>
    /// <param name="storage">The connection string of its storage.</param>
    /// <param name="hub">Its task hub: the durable engine's tables.</param>
    public Dictionary<string, string> Of(string storage, string hub) =>
        ApplicationSettings.Of(services.BaseUrl, services.CommunicationConnectionString, storage, hub, _hashKey, _codeKey);

    private static string RandomKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
