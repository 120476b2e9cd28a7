namespace ContractAttach.Tests.Fixtures;

/// <summary>The settings of the application as a process of its own beside development services, as environment variables.</summary>
public static class ApplicationSettings
{
    /// <summary>Makes them.</summary>
    /// <param name="services">Where people and hooks sign in.</param>
    /// <param name="communication">The connection string for SMS and e-mail.</param>
    /// <param name="storage">The connection string of its storage.</param>
    /// <param name="hub">Its task hub: the durable engine's tables.</param>
    /// <param name="hashKey">The key that logins and lines are hashed under, in Base64.</param>
    /// <param name="codeKey">The key that codes are derived with, in Base64.</param>
    public static Dictionary<string, string> Of(string services, string communication, string storage, string hub, string hashKey, string codeKey) => new()
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["AzureWebJobsStorage"] = storage,
        ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = hub,
        ["Storage__ConnectionString"] = storage,
        ["Storage__HashKey"] = hashKey,
        ["SignIn__Authority"] = services,
        ["SignIn__Audience"] = "contract-attach",
        ["Samples__Contracts"] = "",
        ["SignIn__ClientId"] = "contract-attach-web",
        ["Hooks__Authority"] = services,
        ["Hooks__Audience"] = "contract-attach-hooks",
        ["Communication__ConnectionString"] = communication,
        ["Sms__From"] = "+33700000000",
        ["Email__From"] = "no-reply@contractattach.example.com",
        ["Codes__Keys__test"] = codeKey,
        ["Codes__CurrentKey"] = "test",
        ["Portal__Url"] = "http://127.0.0.1:7071",
        ["Host__LocalHttpPort"] = "0",
        ["Companions__Disabled"] = "true",
    };
}
