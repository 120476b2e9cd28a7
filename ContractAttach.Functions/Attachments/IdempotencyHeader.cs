using System.Text.RegularExpressions;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ContractAttach.Functions.Attachments;

/// <summary>
/// The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header). Its value is taken as it is: a client repeats its
/// own, quoted or not.
/// </summary>
internal static partial class IdempotencyHeader
{
    /// <summary>The header's name.</summary>
    public const string Name = "Idempotency-Key";

    /// <summary>What a key looks like.</summary>
    public const string Pattern = @"^[\x21-\x7E]{1,255}$";

    /// <summary>The key; null where there is none, or it is malformed, which is noted.</summary>
    public static string? Read(HttpRequest request, FieldErrors errors)
    {
        if (!request.Headers.TryGetValue(Name, out StringValues values))
            return null;
        if (values is [{ } key] && WellFormed().IsMatch(key))
            return key;
        errors.Add(Name, FieldMessages.IdempotencyKey);
        return null;
    }

    [GeneratedRegex(Pattern)]
    private static partial Regex WellFormed();
}
