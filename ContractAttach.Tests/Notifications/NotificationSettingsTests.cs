using ContractAttach.Notifications;
using ContractAttach.Notifications.Acs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Notifications;

public sealed class NotificationSettingsTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Communication:ConnectionString"] = "endpoint=http://127.0.0.1:7072/;accesskey=c2VjcmV0",
        ["Sms:From"] = "+33700000000",
        ["Email:From"] = "espace-client@example.com",
    };

    [Fact]
    public void Good_settings_make_both_senders()
    {
        using ServiceProvider services = Services(Good);
        Assert.IsType<AcsSmsSender>(services.GetRequiredService<ISmsSender>());
        Assert.IsType<AcsEmailSender>(services.GetRequiredService<IEmailSender>());
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Theory]
    [InlineData("https://example.communication.azure.com/")]
    [InlineData("http://localhost:8025/")]
    public void An_endpoint_with_an_identity_does_as_well(string endpoint)
    {
        using ServiceProvider services = Services(new(Good)
        {
            ["Communication:ConnectionString"] = null,
            ["Communication:Endpoint"] = endpoint,
        });
        Assert.IsType<AcsSmsSender>(services.GetRequiredService<ISmsSender>());
        Assert.IsType<AcsEmailSender>(services.GetRequiredService<IEmailSender>());
    }

    [Theory]
    [InlineData("Communication:ConnectionString", null, "Give either Communication__ConnectionString or Communication__Endpoint")]
    [InlineData("Communication:Endpoint", "https://example.communication.azure.com/", "Give either Communication__ConnectionString or Communication__Endpoint")]
    [InlineData("Communication:ConnectionString", "endpoint=http://x/", "Communication__ConnectionString must be")]
    [InlineData("Communication:ConnectionString", "endpoint=http://x/;accesskey=not!base64", "Communication__ConnectionString must be")]
    [InlineData("Sms:From", null, "Sms__From is missing")]
    [InlineData("Sms:From", "a name that is too long", "Sms__From must be")]
    [InlineData("Email:From", null, "Email__From is missing")]
    [InlineData("Email:From", "espace-client", "Email__From must be an e-mail address")]
    public void A_wrong_setting_is_told_by_its_name(string name, string? value, string message)
    {
        using ServiceProvider services = Services(new(Good) { [name] = value });
        Exception thrown = Assert.ThrowsAny<Exception>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.IsType<OptionsValidationException>(thrown);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("http://example.communication.azure.com/")]
    public void An_endpoint_that_others_could_read_along_to_is_not_taken(string endpoint)
    {
        using ServiceProvider services = Services(new(Good) { ["Communication:ConnectionString"] = null, ["Communication:Endpoint"] = endpoint });
        var wrong = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains("Communication__Endpoint must be an https address", wrong.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging()
        .AddNotifications(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}
