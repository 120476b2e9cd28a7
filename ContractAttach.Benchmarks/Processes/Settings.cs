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
    public IReadOnlyDictionary<string, string> Of(string storage, string hub) => new Dictionary<string, string>
    {
        ["AzureWebJobsStorage"] = storage,
        ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = hub,
        ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["Storage__ConnectionString"] = storage,
        ["Storage__HashKey"] = _hashKey,
        ["SignIn__Authority"] = services.BaseUrl,
        ["SignIn__Audience"] = "contract-attach",
        ["Samples__Contracts"] = "",
        ["SignIn__ClientId"] = "contract-attach-web",
        ["Hooks__Authority"] = services.BaseUrl,
        ["Hooks__Audience"] = "contract-attach-hooks",
        ["Communication__ConnectionString"] = services.CommunicationConnectionString,
        ["Sms__From"] = "+33700000000",
        ["Email__From"] = "no-reply@example.com",
        ["Codes__Keys__benchmark"] = _codeKey,
        ["Codes__CurrentKey"] = "benchmark",
        ["Portal__Url"] = "http://127.0.0.1:7071",
        ["Host__LocalHttpPort"] = "0",
        ["Companions__Disabled"] = "true",
    };

    private static string RandomKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
