using ContractAttach.DevServices.Messages;

namespace ContractAttach.DevServices.SignIn;

/// <summary>Who signs in, as the page's form says it: one of the sample people, or somebody made up on the spot.</summary>
internal sealed record SignInChoice
{
    /// <summary>The sample person's subject; empty for somebody else.</summary>
    public string? Sub { get; init; }

    /// <summary>The first name of somebody else.</summary>
    public string? GivenName { get; init; }

    /// <summary>The last name of somebody else.</summary>
    public string? FamilyName { get; init; }

    /// <summary>The e-mail address of somebody else.</summary>
    public string? Email { get; init; }

    /// <summary>The mobile number of somebody else.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>The customer number of somebody else.</summary>
    public string? CustomerNumber { get; init; }

    /// <summary>The person; null where the sample people have none such, or where somebody else has neither address nor number.</summary>
    public TokenRequest? Person(People people)
    {
        if (!string.IsNullOrEmpty(Sub))
            return people.Find(Sub);
        string? email = Given(Email);
        string? phone = Given(PhoneNumber) is string number ? $"+{MessageQuery.Address(number)}" : null;
        if ((email ?? phone) is not string login)
            return null;

        return new TokenRequest
        {
            // The same person the next time, whatever else is said of them.
            Sub = MessageQuery.Address(login),
            Email = email,
            PhoneNumber = phone,
            GivenName = Given(GivenName),
            FamilyName = Given(FamilyName),
            CustomerNumber = Given(CustomerNumber),
        };
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
