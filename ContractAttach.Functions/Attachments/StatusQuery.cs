using System.Text.Json;
using ContractAttach.Attachments;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ContractAttach.Functions.Attachments;

/// <summary>The query <c>?status=</c>: the status of a request that the caller knows of.</summary>
internal static class StatusQuery
{
    /// <summary>The query's name.</summary>
    public const string Name = "status";

    private static readonly Dictionary<string, RequestStatus> s_statuses =
        Enum.GetValues<RequestStatus>().ToDictionary(status => JsonNamingPolicy.CamelCase.ConvertName(status.ToString()), StringComparer.Ordinal);

    /// <summary>The status; null where none is named.</summary>
    /// <exception cref="ApiException">There is no such status, or there are two (<c>invalid-request</c>).</exception>
    public static RequestStatus? Read(HttpRequest request) =>
        !request.Query.TryGetValue(Name, out StringValues values) ? null
        : values is [{ } text] && s_statuses.TryGetValue(text, out RequestStatus status) ? status
        : throw ApiException.Invalid(Name, FieldMessages.Status);
}
