using System.Globalization;
using System.Net;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ec2;

namespace FireCamp.Engine.Network;

/// <summary>Lasting addresses as secondary private addresses of EC2 instances; needs root and <c>ip</c> where they are assigned.</summary>
/// <remarks>
/// EC2 gives an address to one interface at a time, so taking it is also taking it from the node that had it. The kernel's interface is
/// found by its hardware address, whatever it is called. Addresses are added with a /32, which is how those that FireCamp added are told
/// from the node's own: the latter are never removed.
/// </remarks>
/// <param name="pool">Within the subnet of the nodes; reserve it there (a subnet CIDR reservation), or EC2 gives its addresses to others.</param>
/// <param name="instance">The instance that this node is.</param>
public sealed class Ec2IpProvider(AwsConnection aws, AddressRange pool, string instance, TimeProvider time, string ip = "ip") : IStaticIpProvider
{
    private const int Single = 32;

    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly Ec2Interfaces ec2 = new(aws);

    public IEnumerable<string> Free(IReadOnlySet<string> used) => pool.Addresses().Where(a => !used.Contains(a));

    /// <exception cref="NetworkException">It isn't of the pool, is somebody's first address, or this node can't have it.</exception>
    /// <exception cref="AwsException">EC2 refuses, or can't be reached.</exception>
    public async Task AssignAsync(string address, CancellationToken cancel)
    {
        var parsed = pool.Require(address);
        var interfaces = await ec2.ListOnAsync(instance, cancel).ConfigureAwait(false);
        var target = interfaces.FirstOrDefault(i => i.Secondary.Contains(address)) ?? Choose(interfaces, parsed);
        if (!target.Secondary.Contains(address))
        {
            await TakeAsync(target, address, cancel).ConfigureAwait(false);
        }

        var name = await KernelNameAsync(target, cancel).ConfigureAwait(false);
        if (!await HasAsync(name, parsed, cancel).ConfigureAwait(false))
        {
            await ChangeAsync("add", parsed, name, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>This node hasn't the address, unless it is its own; the kernel gives it up first.</summary>
    /// <exception cref="NetworkException">It isn't of the pool, or can't be removed.</exception>
    /// <exception cref="AwsException">EC2 refuses, or can't be reached.</exception>
    public async Task ReleaseAsync(string address, CancellationToken cancel)
    {
        var parsed = pool.Require(address);
        var all = await NodeInterfaces.ListAsync(ip, cancel).ConfigureAwait(false);
        foreach (var holder in all.Where(i => i.PrefixLengthOf(parsed) == Single))
        {
            await ChangeAsync("del", parsed, holder.Name, cancel).ConfigureAwait(false);
        }

        var interfaces = await ec2.ListOnAsync(instance, cancel).ConfigureAwait(false);
        foreach (var holder in interfaces.Where(i => i.Secondary.Contains(address)))
        {
            await ec2.UnassignAsync(holder.Id, address, cancel).ConfigureAwait(false);
        }
    }

    private Ec2Interface Choose(IReadOnlyList<Ec2Interface> interfaces, IPAddress address)
    {
        if (interfaces.FirstOrDefault(i => i.Primary == $"{address}") is { } own)
        {
            throw new NetworkException($"Address {address} of the static-IP pool is this node's own, on {own.Id}.",
                "Choose a pool without addresses of nodes.");
        }

        // The one with the fewest addresses has the most room.
        return interfaces.Where(i => i.Subnet.Contains(address)).OrderBy(i => i.Secondary.Count).ThenBy(i => i.DeviceIndex).FirstOrDefault()
            ?? throw new NetworkException(
                $"Address {address} lies in no subnet of {instance}: {string.Join(", ", interfaces.Select(i => $"{i.Id} is in {i.Subnet}"))}.",
                "Run the member in the zone whose subnet holds its address.");
    }

    private async Task TakeAsync(Ec2Interface target, string address, CancellationToken cancel)
    {
        try
        {
            await ec2.AssignAsync(target.Id, address, cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("PrivateIpAddressLimitExceeded"))
        {
            throw new NetworkException($"{instance} can't have another address: {target.Id} has {target.Secondary.Count + 1}.",
                "Move members to other nodes, or use an instance type with more addresses an interface.", e);
        }
        catch (AwsException e) when (e.Is("InvalidParameterValue", "PrivateIpAddressInUse", "InvalidIPAddress.InUse"))
        {
            var holder = (await ec2.ListWithAsync(address, cancel).ConfigureAwait(false)).FirstOrDefault(i => i.Id != target.Id);
            throw new NetworkException(
                holder is null ? $"EC2 doesn't give address {address} to {target.Id}." : $"Address {address} is the first one of {holder.Id}.",
                "Reserve the pool in its subnet (create-subnet-cidr-reservation), so that EC2 gives its addresses to nobody else.",
                e);
        }

        await SeenAsync(target, address, cancel).ConfigureAwait(false);
    }

    // EC2 moves an address within a few seconds after it has said so.
    private async Task SeenAsync(Ec2Interface target, string address, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (!(await ec2.ListWithAsync(address, cancel).ConfigureAwait(false)).Any(i => i.Id == target.Id))
        {
            if (time.GetElapsedTime(started) > SeenWithin)
            {
                throw new NetworkException($"Address {address} is still not on {target.Id} {SeenWithin.TotalSeconds:0} s after EC2 took the call.",
                    "Repeat it; see whether another node takes it back.");
            }

            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<string> KernelNameAsync(Ec2Interface target, CancellationToken cancel)
    {
        var all = await NodeInterfaces.ListAsync(ip, cancel).ConfigureAwait(false);
        var hardware = target.Hardware.ToLowerInvariant();
        return all.FirstOrDefault(i => AddressTakenException.Text(i.Hardware) == hardware)?.Name
            ?? throw new NetworkException($"This node's kernel has no interface with {target.Hardware} ({target.Id}): is it {instance}?",
                "Run the agent on the instance that its settings name.");
    }

    private async Task<bool> HasAsync(string name, IPAddress address, CancellationToken cancel)
        => (await NodeInterfaces.ListAsync(ip, cancel).ConfigureAwait(false)).Any(i => i.Name == name && i.PrefixLengthOf(address) is not null);

    private Task<string> ChangeAsync(string verb, IPAddress address, string name, CancellationToken cancel)
        => NetworkCommand.RunAsync(ip, "iproute2",
            ["address", verb, string.Create(CultureInfo.InvariantCulture, $"{address}/{Single}"), "dev", name], null,
            $"Address {address} can't be {(verb == "add" ? "added to" : "removed from")} {name}", cancel);
}
