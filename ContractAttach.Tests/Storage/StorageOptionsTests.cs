using ContractAttach.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Storage;

public sealed class StorageOptionsTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", null, "dev1", Key)]
    [InlineData(null, "https://account.table.core.windows.net", "", Key)]
    [InlineData(null, "http://127.0.0.1:10002/devstoreaccount1", "", Key)]
    public void Good_settings_are_taken(string? connection, string? endpoint, string prefix, string key) =>
        Assert.Equal(prefix, Read(connection, endpoint, prefix, key).TablePrefix);

    [Theory]
    [InlineData(null, null, "", Key, "Storage__ConnectionString or Storage__TablesEndpoint")]
    [InlineData("UseDevelopmentStorage=true", "https://a.example", "", Key, "Storage__ConnectionString or Storage__TablesEndpoint")]
    [InlineData("nonsense", null, "", Key, "Storage__ConnectionString is not")]
    [InlineData(null, "relative", "", Key, "Storage__TablesEndpoint is not")]
    [InlineData(null, "http://account.table.core.windows.net", "", Key, "Storage__TablesEndpoint is not an https address")]
    [InlineData("UseDevelopmentStorage=true", null, "a-b", Key, "Storage__TablePrefix")]
    [InlineData("UseDevelopmentStorage=true", null, "1a", Key, "Storage__TablePrefix")]
    [InlineData("UseDevelopmentStorage=true", null, "", "", "Storage__HashKey")]
    [InlineData("UseDevelopmentStorage=true", null, "", "AAAA", "Storage__HashKey")]
    [InlineData("UseDevelopmentStorage=true", null, "", "not base64", "Storage__HashKey")]
    public void A_wrong_setting_is_named(string? connection, string? endpoint, string prefix, string key, string named)
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Read(connection, endpoint, prefix, key));
        Assert.Contains(named, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    private static StorageOptions Read(string? connection, string? endpoint, string prefix, string key)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Storage:ConnectionString"] = connection,
                ["Storage:TablesEndpoint"] = endpoint,
                ["Storage:TablePrefix"] = prefix,
                ["Storage:HashKey"] = key,
            })
            .Build();
        using ServiceProvider services = new ServiceCollection().AddBusiness(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<StorageOptions>>().Value;
    }
}
