namespace ContractAttach.Benchmarks.Attach;

/// <summary>Body of the start of a request for a mobile line, as the application takes it.</summary>
/// <param name="Segment">Whom the contract is sold to.</param>
/// <param name="ContractKind">What it is for.</param>
/// <param name="Identifiers">The line.</param>
/// <param name="LineUser">Who uses the line.</param>
/// <param name="ContactDetails">Where the account's owner is reached.</param>
internal sealed record StartBody(string Segment, string ContractKind, StartBody.Line Identifiers, StartBody.Person LineUser, StartBody.Address ContactDetails)
{
    /// <summary>The start of the contract of a mobile line.</summary>
    public static StartBody Of(Customer customer, string line) =>
        new("consumer", "mobile", new Line(line), new Person("other", "Léa", "Martin"), new Address(customer.Email));

    /// <summary>The line.</summary>
    internal sealed record Line(string LineNumber);

    /// <summary>Who uses it.</summary>
    internal sealed record Person(string Kind, string FirstName, string LastName);

    /// <summary>Where the account's owner is reached.</summary>
    internal sealed record Address(string Email);
}
