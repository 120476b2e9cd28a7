using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ContractAttach.DevServices.Hosting;

/// <summary>Where these services are reached, known once they listen.</summary>
internal sealed class ServerAddress(IServer server)
{
    /// <summary>For example <c>http://127.0.0.1:7072</c>, without a slash at the end.</summary>
    public string Url => server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
