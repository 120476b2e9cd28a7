using ContractAttach.Storage;

namespace ContractAttach.Accounts;

/// <summary>The keyed hashes under which logins and token subjects are claimed.</summary>
internal static class LoginHashes
{
    /// <summary>Of a person's token subject.</summary>
    public static string OfSubject(this KeyedHash hash, SignedInPerson person) => hash.Of("sub", person.Subject);

    /// <summary>Of a login.</summary>
    public static string OfLogin(this KeyedHash hash, LoginKind kind, string value) => hash.Of(kind == LoginKind.Email ? "email" : "mobile", value);
}
