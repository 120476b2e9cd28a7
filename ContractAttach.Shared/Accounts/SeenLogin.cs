namespace ContractAttach.Accounts;

/// <summary>A login of an account and when it last signed in, to the day.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">E-mail address in its comparison form, or E.164 number.</param>
/// <param name="SeenAt">When it last signed in; written anew once it is a day old.</param>
internal sealed record SeenLogin(LoginKind Kind, string Value, DateTimeOffset SeenAt);
