using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>EC2's calls about network interfaces and what instance types have of them.</summary>
internal sealed class Ec2Interfaces(AwsConnection aws)
{
    /// <summary>How many types are asked for in one call.</summary>
    private const int MostTypes = 100;

    private AmazonEC2Client Ec2 => aws.Ec2.Value;

    /// <summary>The instance's, in the order of their device numbers.</summary>
    public Task<IReadOnlyList<Ec2Interface>> ListOnAsync(string instance, CancellationToken cancel)
        => FilterAsync(new Filter("attachment.instance-id", [instance]), cancel);

    /// <summary>Those that have the address; none where nobody does.</summary>
    public Task<IReadOnlyList<Ec2Interface>> ListWithAsync(string address, CancellationToken cancel)
        => FilterAsync(new Filter("addresses.private-ip-address", [address]), cancel);

    /// <summary>The interface is given the address, taken from another one's secondary addresses if need be.</summary>
    public Task AssignAsync(string @interface, string address, CancellationToken cancel)
    {
        var request = new AssignPrivateIpAddressesRequest
        {
            NetworkInterfaceId = @interface, PrivateIpAddresses = [address], AllowReassignment = true,
        };
        return CallAsync("AssignPrivateIpAddresses", () => Ec2.AssignPrivateIpAddressesAsync(request, cancel), cancel);
    }

    /// <summary>The interface hasn't the address; success when it hadn't.</summary>
    public async Task UnassignAsync(string @interface, string address, CancellationToken cancel)
    {
        var request = new UnassignPrivateIpAddressesRequest { NetworkInterfaceId = @interface, PrivateIpAddresses = [address] };
        try
        {
            await CallAsync("UnassignPrivateIpAddresses", () => Ec2.UnassignPrivateIpAddressesAsync(request, cancel), cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("InvalidParameterValue", "InvalidNetworkInterfaceID.NotFound"))
        {
        }
    }

    /// <summary>What instances of those types can have.</summary>
    public Task<IReadOnlyList<Ec2TypeLimits>> ListTypeLimitsAsync(IEnumerable<string> types, CancellationToken cancel)
        => AwsPages.BatchesAsync(types.Distinct(), MostTypes, async batch =>
        {
            var request = new DescribeInstanceTypesRequest { InstanceTypes = [.. batch] };
            var found = await CallAsync("DescribeInstanceTypes", () => Ec2.DescribeInstanceTypesAsync(request, cancel), cancel).ConfigureAwait(false);
            return (IReadOnlyList<Ec2TypeLimits>)[.. (found.InstanceTypes ?? []).Select(Read)];
        });

    /// <summary>The types of instances that exist.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TypesOfAsync(IReadOnlyCollection<string> instances, CancellationToken cancel)
    {
        var request = new DescribeInstancesRequest { Filters = [new Filter("instance-id", [.. instances])] };
        var found = await AwsPages.AllAsync<Instance>(async token =>
        {
            request.NextToken = token;
            var page = await CallAsync("DescribeInstances", () => Ec2.DescribeInstancesAsync(request, cancel), cancel).ConfigureAwait(false);
            return ((page.Reservations ?? []).SelectMany(r => r.Instances).ToList(), page.NextToken);
        }).ConfigureAwait(false);
        return found.ToDictionary(i => i.InstanceId, i => i.InstanceType.Value);
    }

    private async Task<IReadOnlyList<Ec2Interface>> FilterAsync(Filter filter, CancellationToken cancel)
    {
        var request = new DescribeNetworkInterfacesRequest { Filters = [filter], MaxResults = 100 };
        var found = await AwsPages.AllAsync<NetworkInterface>(async token =>
        {
            request.NextToken = token;
            var page = await CallAsync("DescribeNetworkInterfaces", () => Ec2.DescribeNetworkInterfacesAsync(request, cancel), cancel)
                .ConfigureAwait(false);
            return (page.NetworkInterfaces ?? [], page.NextToken);
        }).ConfigureAwait(false);
        var subnets = await SubnetsAsync(found.Select(i => i.SubnetId).Distinct().ToList(), cancel).ConfigureAwait(false);
        return [.. found.Select(i => Read(i, subnets[i.SubnetId])).OrderBy(i => i.DeviceIndex)];
    }

    private async Task<Dictionary<string, IPNetwork>> SubnetsAsync(List<string> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var request = new DescribeSubnetsRequest { Filters = [new Filter("subnet-id", ids)] };
        var found = await CallAsync("DescribeSubnets", () => Ec2.DescribeSubnetsAsync(request, cancel), cancel).ConfigureAwait(false);
        return (found.Subnets ?? []).ToDictionary(s => s.SubnetId, s => IPNetwork.Parse(s.CidrBlock));
    }

    private static Task<T> CallAsync<T>(string operation, Func<Task<T>> send, CancellationToken cancel)
        => AwsFailures.Translated($"ec2:{operation}", send, cancel);

    private static Ec2Interface Read(NetworkInterface i, IPNetwork subnet) => new(
        i.NetworkInterfaceId,
        i.MacAddress,
        i.Attachment?.InstanceId,
        i.Attachment?.DeviceIndex ?? 0,
        subnet,
        i.PrivateIpAddress,
        [.. (i.PrivateIpAddresses ?? []).Where(a => a.Primary != true).Select(a => a.PrivateIpAddress)]);

    private static Ec2TypeLimits Read(InstanceTypeInfo type) => new(
        type.InstanceType.Value,
        type.NetworkInfo?.Ipv4AddressesPerInterface ?? 1,
        type.NetworkInfo?.MaximumNetworkInterfaces ?? 1,
        type.EbsInfo?.MaximumEbsAttachments);
}
