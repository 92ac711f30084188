using System.Xml.Linq;
using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.AutoScaling;

/// <summary>Auto Scaling's API, as far as FireCamp needs it.</summary>
internal sealed class AutoScalingClient(AwsWire wire) : IDisposable
{
    /// <summary>The groups of those names that exist; all groups when none is named.</summary>
    public Task<IReadOnlyList<ScalingGroup>> ListGroupsAsync(IReadOnlyList<string> names, CancellationToken cancel)
        => AwsPages.AllAsync<ScalingGroup>(async token =>
        {
            var reply = await new AwsQuery("DescribeAutoScalingGroups").WithAll("AutoScalingGroupNames", names).With("MaxRecords", 100)
                .With("NextToken", token).SendAsync(wire, cancel).ConfigureAwait(false);
            return (reply.Items("AutoScalingGroups").Select(ReadGroup).ToList(), reply.Text("NextToken"));
        });

    /// <summary>The group's size is set; null leaves a number as it is.</summary>
    public Task ResizeAsync(string group, int? minimum, int? maximum, int? desired, CancellationToken cancel)
        => new AwsQuery("UpdateAutoScalingGroup").With("AutoScalingGroupName", group)
            .With("MinSize", minimum).With("MaxSize", maximum).With("DesiredCapacity", desired).SendAsync(wire, cancel);

    /// <summary>The instance is being terminated.</summary>
    /// <param name="shrink">Whether the group is then smaller by one, instead of starting another.</param>
    public Task TerminateAsync(string instance, bool shrink, CancellationToken cancel)
        => new AwsQuery("TerminateInstanceInAutoScalingGroup").With("InstanceId", instance).With("ShouldDecrementDesiredCapacity", shrink)
            .SendAsync(wire, cancel);

    /// <summary>The group leaves off doing those things, such as <c>AZRebalance</c> and <c>ReplaceUnhealthy</c>.</summary>
    public Task SuspendAsync(string group, IReadOnlyList<string> processes, CancellationToken cancel)
        => new AwsQuery("SuspendProcesses").With("AutoScalingGroupName", group).WithAll("ScalingProcesses", processes).SendAsync(wire, cancel);

    public Task ResumeAsync(string group, IReadOnlyList<string> processes, CancellationToken cancel)
        => new AwsQuery("ResumeProcesses").With("AutoScalingGroupName", group).WithAll("ScalingProcesses", processes).SendAsync(wire, cancel);

    /// <summary>An instance that waits in a lifecycle hook goes on.</summary>
    public Task CompleteLifecycleAsync(string group, string hook, string instance, CancellationToken cancel)
        => new AwsQuery("CompleteLifecycleAction").With("AutoScalingGroupName", group).With("LifecycleHookName", hook)
            .With("InstanceId", instance).With("LifecycleActionResult", "CONTINUE").SendAsync(wire, cancel);

    /// <summary>What the group did of late, the newest first: why it has no instance stands there.</summary>
    public Task<IReadOnlyList<ScalingActivity>> ListActivitiesAsync(string group, CancellationToken cancel)
        => AwsPages.AllAsync<ScalingActivity>(async token =>
        {
            var reply = await new AwsQuery("DescribeScalingActivities").With("AutoScalingGroupName", group).With("MaxRecords", 100)
                .With("NextToken", token).SendAsync(wire, cancel).ConfigureAwait(false);
            return (reply.Items("Activities").Select(ReadActivity).ToList(), reply.Text("NextToken"));
        });

    public void Dispose() => wire.Dispose();

    private static ScalingGroup ReadGroup(XElement g) => new(
        g.Required("AutoScalingGroupName"),
        g.Number("MinSize"),
        g.Number("MaxSize"),
        g.Number("DesiredCapacity"),
        [.. g.Items("AvailabilityZones").Select(z => z.Value)],
        [
            .. g.Items("Instances").Select(i => new ScalingGroup.Instance(
                i.Required("InstanceId"), i.Required("AvailabilityZone"), i.Required("LifecycleState"), i.Required("HealthStatus"))),
        ],
        g.Items("Tags").GroupBy(t => t.Required("Key")).ToDictionary(t => t.Key, t => t.Last().Required("Value")));

    private static ScalingActivity ReadActivity(XElement a) => new(
        a.Required("ActivityId"), a.Required("Description"), a.Required("StatusCode"), a.Text("StatusMessage"), a.Time("StartTime"));
}
