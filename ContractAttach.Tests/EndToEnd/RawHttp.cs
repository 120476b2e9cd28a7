using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>HTTP/1.1 byte by byte: what no well-behaved client would send.</summary>
internal static class RawHttp
{
    private static readonly byte[] s_endOfHead = "\r\n\r\n"u8.ToArray();

    /// <summary>Sends the bytes and reads the answer up to its end.</summary>
    /// <exception cref="OperationCanceledException">There was none within the time.</exception>
    public static async Task<RawReply> SendAsync(Uri server, byte[] request, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, limit.Token);
        await using Stream stream = await OpenAsync(client, server, limit.Token);
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, limit.Token);
            await stream.CopyToAsync(answer, limit.Token);
        }
        catch (IOException)
        {
            // Refused before all was sent: what was answered until then counts.
        }

        return Read(answer.ToArray());
    }

    private static async Task<Stream> OpenAsync(TcpClient client, Uri server, CancellationToken cancellationToken)
    {
        if (server.Scheme == Uri.UriSchemeHttp)
            return client.GetStream();
        var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host }, cancellationToken);
        return secured;
    }

    private static RawReply Read(byte[] answer)
    {
        int head = answer.AsSpan().IndexOf(s_endOfHead);
        if (head < 0)
            return new RawReply(0, new Dictionary<string, string>(), "");
        string[] lines = Encoding.Latin1.GetString(answer, 0, head).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToLookup(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(values => values.Key, values => string.Join(", ", values), StringComparer.OrdinalIgnoreCase);
        byte[] body = answer[(head + s_endOfHead.Length)..];
        if (headers.GetValueOrDefault("Transfer-Encoding") == "chunked")
            body = Dechunk(body);
        return new RawReply(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, Encoding.UTF8.GetString(body));
    }

    private static byte[] Dechunk(ReadOnlySpan<byte> body)
    {
        using var whole = new MemoryStream();
        while (body.IndexOf("\r\n"u8) is var end and > 0)
        {
            int length = int.Parse(Encoding.ASCII.GetString(body[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            whole.Write(body.Slice(end + 2, length));
            body = body[(end + 2 + length + 2)..];
        }

        return whole.ToArray();
    }
}
