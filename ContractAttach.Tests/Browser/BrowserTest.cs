using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace ContractAttach.Tests.Browser;

/// <summary>A test of the web channel and the portal as a person sees them.</summary>
public abstract class BrowserTest(BrowserStage stage, DevServicesFixture services) : IAsyncLifetime
{
    private readonly List<Visitor> _visitors = [];

    /// <summary>What is shared.</summary>
    protected BrowserStage Stage => stage;

    /// <summary>The application by its calls.</summary>
    protected Deployment Deployment => stage.Deployment;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await stage.SetUpAsync(services);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (Visitor visitor in _visitors)
            await visitor.DisposeAsync();
    }

    /// <summary>Somebody whom no other test knows.</summary>
    protected static TestPerson NewPerson(string givenName = "Alice", string familyName = "Martin", string? customerNumber = null)
    {
        string email = $"{givenName}-{Guid.NewGuid():N}@example.com".ToUpperInvariant();
        return new TestPerson { GivenName = givenName, FamilyName = familyName, CustomerNumber = customerNumber, Sub = email, Email = email.ToLowerInvariant() };
    }

    /// <summary>Somebody comes with a device.</summary>
    protected async Task<Visitor> ComeAsync(TestPerson person, Device device, string? channel = null)
    {
        Visitor visitor = await Visitor.ComeAsync(stage, person, device, channel ?? stage.Channel);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Somebody who has an account, on their contracts.</summary>
    protected async Task<Visitor> CustomerAsync(TestPerson person, Device device)
    {
        await Deployment.CustomerAsync(person);
        Visitor visitor = await ComeAsync(person, device);
        await visitor.Channel.SignInAsync(person);
        return visitor;
    }

    /// <summary>Expects something to be seen.</summary>
    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
