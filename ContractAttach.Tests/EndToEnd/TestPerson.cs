namespace ContractAttach.Tests.EndToEnd;

/// <summary>Somebody who signs in and whom no other test knows; the body of <c>POST /dev/tokens</c>.</summary>
public sealed record TestPerson
{
    /// <summary>The token's subject.</summary>
    public string Sub { get; init; } = "person-" + Guid.NewGuid().ToString("N");

    /// <summary>The person's e-mail address.</summary>
    public string? Email { get; init; } = $"person-{Guid.NewGuid():N}@example.com";

    /// <summary>Whether the address is verified.</summary>
    public bool EmailVerified { get; init; } = true;

    /// <summary>The person's mobile number.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Whether the number is verified.</summary>
    public bool PhoneNumberVerified { get; init; } = true;

    /// <summary>First name.</summary>
    public string? GivenName { get; init; } = "Léo";

    /// <summary>Last name.</summary>
    public string? FamilyName { get; init; } = "Bernard";

    /// <summary>The verified customer number.</summary>
    public string? CustomerNumber { get; init; }

    /// <summary>Roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>When the token is issued.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>How long it is valid: by default longer than any test skips.</summary>
    public int ExpiresInSeconds { get; init; } = 30 * 24 * 3600;

    /// <summary>Whom it is for; the application where it is null.</summary>
    public string? Audience { get; init; }
}
