using System.Net;

namespace FireCamp.Engine.Network;

/// <summary>Addresses of a loopback network: every process of the machine can bind each of them without any setup.</summary>
/// <param name="network">Such as <c>127.9.0.0/16</c>. Addresses are given from <c>127.9.1.1</c> on, none ending in 0 or 255.</param>
public sealed class LoopbackIpPool(string network) : IStaticIpProvider
{
    private readonly IPNetwork network = IPNetwork.Parse(network);

    public IEnumerable<string> Free(IReadOnlySet<string> used)
    {
        var prefix = network.BaseAddress.GetAddressBytes();
        for (var third = 1; third <= 254; third++)
        {
            for (var fourth = 1; fourth <= 254; fourth++)
            {
                var address = $"{prefix[0]}.{prefix[1]}.{third}.{fourth}";
                if (!used.Contains(address))
                {
                    yield return address;
                }
            }
        }
    }

    public Task AssignAsync(string address, CancellationToken cancel) => Task.CompletedTask;

    public Task ReleaseAsync(string address, CancellationToken cancel) => Task.CompletedTask;
}
