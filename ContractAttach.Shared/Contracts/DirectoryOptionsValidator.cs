using Microsoft.Extensions.Options;

namespace ContractAttach.Contracts;

/// <summary>Says in words what is wrong with the settings of the operator's own directory.</summary>
internal sealed class DirectoryOptionsValidator : IValidateOptions<DirectoryOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DirectoryOptions options)
    {
        bool hasScope = !string.IsNullOrWhiteSpace(options.Scope);
        if (options.BaseUrl is not { } address)
        {
            return hasScope
                ? ValidateOptionsResult.Fail("Directory__BaseUrl is missing: the directory that Directory__Scope is for.")
                : ValidateOptionsResult.Success;
        }

        if (!address.IsSecure() || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            return ValidateOptionsResult.Fail("Directory__BaseUrl must be an https address such as https://directory.example.com/v1.");
        return hasScope || address.IsLoopback
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Directory__Scope is missing: what the application's identity asks a token for, to show to the directory.");
    }
}
