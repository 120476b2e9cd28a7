using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ContractAttach.Functions.Web;

/// <summary>Reads the JSON bodies of calls.</summary>
internal static class RequestBody
{
    /// <summary>Largest body of a call other than the operator's import: 64 KiB.</summary>
    public const int Limit = 64 * 1024;

    /// <summary>The body as <typeparamref name="T"/>.</summary>
    /// <exception cref="ApiException">It is not JSON, not of that shape (<c>invalid-request</c>), or too large.</exception>
    public static async Task<T> ReadAsync<T>(this HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        byte[] body = await request.ReadAllAsync(Limit, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<T>(WithoutMark(body), ApiJson.Options) ?? throw ApiException.Invalid("$", FieldMessages.NoObject);
        }
        catch (JsonException exception)
        {
            throw exception.Path is null or "$"
                ? ApiException.Invalid("$", FieldMessages.NoObject)
                : ApiException.Invalid(exception.Path.TrimStart('$').TrimStart('.'), FieldMessages.NotTaken);
        }
    }

    // RFC 8259 section 8.1: a reader may ignore a byte order mark, with which some programs begin UTF-8.
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    /// <summary>The body as it is.</summary>
    /// <exception cref="ApiException">It is larger than <paramref name="limit"/> bytes.</exception>
    public static async Task<byte[]> ReadAllAsync(this HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            throw new ApiException(ApiErrorCode.TooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;

        using var buffer = new MemoryStream();
        byte[] chunk = new byte[8 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > limit)
                throw new ApiException(ApiErrorCode.TooLarge);
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
