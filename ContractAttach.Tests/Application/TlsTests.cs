using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Behind a platform that ends TLS. The Functions host believes it in Azure alone: elsewhere it says itself how it was called.</summary>
public sealed class TlsTests(DevServicesFixture services)
{
    [Fact]
    public async Task The_browser_is_told_to_stay_with_it()
    {
        await using TestApplication application = await TestApplication.StartAsync(services);
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);

        Reply secured = await deployment.Nobody().GetAsync("/health/live", ("X-Forwarded-Proto", "https"));

        Assert.StartsWith("max-age=31536000", secured.Header("Strict-Transport-Security"), StringComparison.Ordinal);
    }
}
