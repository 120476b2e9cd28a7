using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Numbers and addresses are given to new people.</summary>
public sealed class LoginAgeTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    // Longer than the longest time skipped.
    private const int Long = 400 * 24 * 3600;

    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task A_login_that_has_not_signed_in_for_180_days_names_no_account_to_somebody_new()
    {
        var person = new TestPerson { PhoneNumber = TestContract.NewMobileNumber(), ExpiresInSeconds = Long };
        Channel channel = await Deployment.CustomerAsync(person);
        Channel byNumber = await Deployment.SignInAsync(person with { EmailVerified = false });

        // The address is seen no more; the number is.
        skipping.Skip(TimeSpan.FromDays(100));
        (await byNumber.AccountAsync()).Expect(200);
        skipping.Skip(TimeSpan.FromDays(81));

        Channel newcomer = await Deployment.SignInAsync(new TestPerson { Email = person.Email });
        (await newcomer.AccountAsync()).Expect(409, "login-conflict");
        (await newcomer.GetAsync("/api/v1/contracts")).Expect(409, "login-conflict");
        (await newcomer.CreateAccountAsync()).Expect(409, "login-conflict");
        string account = (await byNumber.AccountAsync()).Expect(200)["accountId"]!;
        Channel other = await Deployment.SignInAsync(new TestPerson { Email = null, PhoneNumber = person.PhoneNumber });
        Assert.Equal(account, (await other.AccountAsync()).Expect(200)["accountId"]);

        // Who is known is not new, however long it takes.
        skipping.Skip(TimeSpan.FromDays(200));
        Assert.Equal(account, (await channel.AccountAsync()).Expect(200)["accountId"]);
    }
}
