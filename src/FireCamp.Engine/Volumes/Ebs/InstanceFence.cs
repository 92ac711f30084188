using Amazon.EC2.Model;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Allows force where EC2 itself says that the instance runs no more.</summary>
public sealed class InstanceFence(AwsConnection aws) : IVolumeFence
{
    private static readonly string[] Over = ["shutting-down", "terminated", "stopped"];

    public async Task<bool> AllowsForceAsync(string volume, string instance, VolumeHolding? last, CancellationToken cancel)
    {
        var request = new DescribeInstancesRequest { Filters = [new Filter("instance-id", [instance])] };
        var found = await AwsFailures.Translated("ec2:DescribeInstances", () => aws.Ec2.Value.DescribeInstancesAsync(request, cancel), cancel)
            .ConfigureAwait(false);
        var state = (found.Reservations ?? []).SelectMany(r => r.Instances).FirstOrDefault()?.State?.Name?.Value;
        return state is null || Over.Contains(state);
    }
}
