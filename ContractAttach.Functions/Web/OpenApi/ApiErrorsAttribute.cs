using System.Reflection;

namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>
/// Documents errors of an HTTP function, or of all those of a class. What the door answers (no token, no role) and what the reading
/// of a body does need not be named: both follow from path and body.
/// </summary>
/// <param name="errors">Names of <see cref="ApiErrorCode"/>'s fields.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ApiErrorsAttribute(params string[] errors) : Attribute
{
    /// <summary>The errors.</summary>
    public IEnumerable<ApiErrorCode> Errors => errors.Select(name =>
        (ApiErrorCode?)typeof(ApiErrorCode).GetField(name, BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
            ?? throw new InvalidOperationException($"ApiErrorCode has no {name}."));
}
