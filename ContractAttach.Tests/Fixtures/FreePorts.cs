using System.Net;
using System.Net.Sockets;

namespace ContractAttach.Tests.Fixtures;

/// <summary>Ports of 127.0.0.1 for what must know another's address before that one listens.</summary>
internal static class FreePorts
{
    /// <summary>Ports that nobody listens at now.</summary>
    public static int[] Take(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
            listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
            listener.Dispose();
        return ports;
    }
}
