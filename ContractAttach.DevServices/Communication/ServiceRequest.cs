using System.Text.Json;

namespace ContractAttach.DevServices.Communication;

/// <summary>Reads requests so that what is wrong with them can be told in the services' own shape.</summary>
internal static class ServiceRequest
{
    /// <summary>The body and nothing, or no body and what is wrong with the request.</summary>
    public static async Task<(T? Body, string? Error)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (string.IsNullOrEmpty(request.Query["api-version"]))
            return (null, "The api-version query parameter is missing.");

        try
        {
            T? body = await JsonSerializer.DeserializeAsync<T>(request.Body, JsonSerializerOptions.Web, cancellationToken);
            return body is null ? (null, "The body is missing.") : (body, null);
        }
        catch (JsonException exception)
        {
            return (null, $"The body is not valid: {exception.Message}");
        }
    }
}
