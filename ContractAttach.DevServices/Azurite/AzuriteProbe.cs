using System.Net.Http.Headers;
using System.Net.Sockets;

namespace ContractAttach.DevServices.Azurite;

/// <summary>Finds out what listens on a port.</summary>
internal static class AzuriteProbe
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>Asks the port who it is: every answer of Azurite, also an error, has <c>Server: Azurite-…</c>.</summary>
    public static async Task<Listener> WhoListensAsync(int port, CancellationToken cancellationToken)
    {
        if (port == 0)
            return Listener.Nobody;

        try
        {
            using HttpResponseMessage response = await Client.GetAsync(
                new Uri($"http://127.0.0.1:{port}/"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.Headers.Server.Any(IsAzurite) ? Listener.Azurite : Listener.SomethingElse;
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return Listener.Nobody;
        }
        catch (HttpRequestException)
        {
            return Listener.SomethingElse;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Listener.SomethingElse;
        }
    }

    private static bool IsAzurite(ProductInfoHeaderValue product) =>
        product.Product?.Name.StartsWith("Azurite-", StringComparison.Ordinal) ?? false;
}
