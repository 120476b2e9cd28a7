using System.Net.Sockets;
using System.Text;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Clients that begin a call and do not go on.</summary>
public sealed class SlowClientTests(DevServicesFixture services)
{
    private const int Many = 200;

    [Theory]
    [InlineData("POST /api/v1/account HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {0}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{")]
    [InlineData("POST /hooks/sms-delivery-reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n[")]
    [InlineData("GET /api/v1/acc")]
    public async Task They_keep_nobody_else_waiting_and_are_sent_away(string begun)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using TestApplication application = await TestApplication.StartAsync(services, replace: all => all.PostConfigure<KestrelServerOptions>(Hurry));
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
        byte[] bytes = Encoding.ASCII.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, begun, await deployment.TokenAsync(new TestPerson())));
        TcpClient[] slow = [.. Enumerable.Range(0, Many).Select(_ => new TcpClient())];
        try
        {
            await Task.WhenAll(slow.Select(async client =>
            {
                await client.ConnectAsync(application.BaseUrl.Host, application.BaseUrl.Port, cancellation);
                await client.GetStream().WriteAsync(bytes, cancellation);
            }));

            Channel channel = await deployment.CustomerAsync();
            await channel.AttachAsync(await deployment.ImportAsync(TestContract.Mobile()));

            // The end of the stream: whether or not something was answered before.
            await Patience.ForAsync(Task.WhenAll(slow.Select(client => EndAsync(client.GetStream(), cancellation))), "the slow clients to be sent away");
        }
        finally
        {
            foreach (TcpClient client in slow)
                client.Dispose();
        }
    }

    // The server's own limits, sooner: it looks after them once a second.
    private static void Hurry(KestrelServerOptions server)
    {
        server.Limits.RequestHeadersTimeout /= 10;
        if (server.Limits.MinRequestBodyDataRate is { } rate)
            server.Limits.MinRequestBodyDataRate = new MinDataRate(rate.BytesPerSecond, rate.GracePeriod / 2);
    }

    private static async Task EndAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (IOException)
        {
            // Reset instead of closed.
        }
    }
}
