namespace ContractAttach.DevServices.SignIn;

/// <summary>Whose token is asked for; the body of <c>POST /dev/tokens</c>.</summary>
internal sealed record TokenRequest
{
    /// <summary>The subject.</summary>
    public string? Sub { get; init; }

    /// <summary>The person's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the address is the person's for sure.</summary>
    public bool EmailVerified { get; init; } = true;

    /// <summary>The person's mobile number.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Whether the number is the person's for sure.</summary>
    public bool PhoneNumberVerified { get; init; } = true;

    /// <summary>The person's first name.</summary>
    public string? GivenName { get; init; }

    /// <summary>The person's last name.</summary>
    public string? FamilyName { get; init; }

    /// <summary>The person's verified customer number.</summary>
    public string? CustomerNumber { get; init; }

    /// <summary>The person's roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>How long the token is valid from its issue; zero or less makes one that has run out.</summary>
    public int ExpiresInSeconds { get; init; } = 3600;

    /// <summary>When it says that it was issued; now where it is null.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Whom it is for; the application where it is null.</summary>
    public string? Audience { get; init; }
}
