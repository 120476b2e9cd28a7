using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ContractAttach.Tests.Crash;

/// <summary>
/// A person's web channel: repeats a call that broke until it is answered, looking up where the application is by now. That it may be
/// repeated is the application's promise.
/// </summary>
/// <param name="http">Sends.</param>
/// <param name="address">Where the application serves; waits while it is down.</param>
/// <param name="token">The person's access token; null for somebody who has not signed in.</param>
/// <param name="answered">Told of each try: method, path, and what was answered. Null where nobody wants to know.</param>
internal sealed class RetryingClient(
    HttpClient http, Func<CancellationToken, Task<Uri>> address, string? token, Action<HttpMethod, string, string>? answered = null)
{
    /// <summary>Between two tries, and between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Calls until there is an answer. A path that begins with a slash is one outside the API.</summary>
    public async Task<Reply> CallAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        for (bool repeated = false; ; repeated = true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(await address(cancellationToken), path.StartsWith('/') ? path : "/api/v1/" + path));
                if (token is not null)
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                if (body is not null)
                    request.Content = body is string lines ? new StringContent(lines) : JsonContent.Create(body);
                using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
                string text = await response.Content.ReadAsStringAsync(cancellationToken);
                var reply = new Reply(response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject(), repeated);
                answered?.Invoke(method, path, $"{(int)reply.Status} {reply.Code}");
                if (reply.Status != HttpStatusCode.ServiceUnavailable)
                    return reply;
            }
            catch (HttpRequestException)
            {
                // It was killed, or is not up again yet.
                answered?.Invoke(method, path, "no answer");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Looks at a request until it has come as far as asked.</summary>
    public async Task<JsonObject> WatchAsync(string requestId, Func<JsonObject, bool> far, CancellationToken cancellationToken)
    {
        while (true)
        {
            Reply reply = await CallAsync(HttpMethod.Get, $"attach-requests/{requestId}", null, cancellationToken);
            if (!reply.IsSuccess)
                throw new CrashRunException($"A request that had begun was answered {reply}.");
            if (far(reply.Body))
                return reply.Body;
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
