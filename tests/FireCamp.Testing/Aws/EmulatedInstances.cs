using Amazon.EC2.Model;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Testing.Aws;

/// <summary>Nodes as instances of the emulator, made when they are first asked for.</summary>
public sealed class EmulatedInstances(AwsConnection aws, string zone) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<string, string> ids = [];

    public async Task<string> IdOfAsync(string node, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (!ids.TryGetValue(node, out var id))
            {
                var request = new RunInstancesRequest("ami-12c6146b", 1, 1)
                {
                    InstanceType = "m5.large", Placement = new Placement(zone), PrivateIpAddress = await AddressAsync(cancel),
                };
                id = (await aws.Ec2.Value.RunInstancesAsync(request, cancel)).Reservation.Instances[0].InstanceId;
                ids.Add(node, id);
            }

            return id;
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task EndAsync(string node, CancellationToken cancel)
        => await aws.Ec2.Value.TerminateInstancesAsync(new TerminateInstancesRequest([await IdOfAsync(node, cancel)]), cancel);

    // By itself the emulator gives addresses of no subnet.
    private async Task<string> AddressAsync(CancellationToken cancel)
    {
        var inZone = new DescribeSubnetsRequest { Filters = [new Filter("availability-zone", [zone])] };
        var subnet = (await aws.Ec2.Value.DescribeSubnetsAsync(inZone, cancel)).Subnets[0].CidrBlock;
        return $"{subnet[..subnet.LastIndexOf('.')]}.{10 + ids.Count}";
    }

    public void Dispose() => turn.Dispose();
}
