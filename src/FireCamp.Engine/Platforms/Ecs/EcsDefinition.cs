using System.Globalization;
using System.Text.Json;
using FireCamp.Engine.Clients.Aws.Ecs;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>A member as a task definition: one container on the host's network, with its volumes by the plugin.</summary>
/// <remarks>
/// Many may read task definitions. So neither the workload's command nor its environment nor any secret is in one: the container waits at a
/// gate for its node's agent. The run token is in it, so that each definition says which start it is for, and a label tells two of
/// them apart by all that they say.
/// </remarks>
internal static class EcsDefinition
{
    private const int UnitsPerCpu = 1024;

    /// <summary>ECS waits no longer before it kills.</summary>
    private const int LongestStop = 120;

    public static EcsTaskDefinition Of(MemberSpec member, string runToken, EcsMemberOptions options)
    {
        var labels = Labels(member, runToken);
        labels[SwarmNames.Fingerprint] = Fingerprint(Unmarked(member, labels, options));
        return Unmarked(member, labels, options);
    }

    /// <summary>What a definition says, in a word; null for one that isn't FireCamp's.</summary>
    public static string? FingerprintOf(EcsTaskDefinition definition)
        => definition.ContainerDefinitions is [{ DockerLabels: { } labels }] ? labels.GetValueOrDefault(SwarmNames.Fingerprint) : null;

    /// <summary>Processors in ECS's units; null for no limit.</summary>
    public static int? UnitsOf(Workload workload) => workload.CpuLimit > 0 ? (int)Math.Round(workload.CpuLimit * UnitsPerCpu) : null;

    private static string Fingerprint(EcsTaskDefinition definition)
        => SwarmNames.Digest(JsonSerializer.Serialize(definition, EcsJson.Default.EcsTaskDefinition))[..16];

    private static EcsTaskDefinition Unmarked(MemberSpec member, Dictionary<string, string> labels, EcsMemberOptions options) => new()
    {
        Family = EcsNames.FamilyOf(member.Cluster, member.Name),
        NetworkMode = "host",
        RequiresCompatibilities = ["EC2"],
        Cpu = UnitsOf(member.Workload)?.ToString(CultureInfo.InvariantCulture),
        ContainerDefinitions = [Container(member, labels, options)],
        Volumes = options.VolumeDriver is { } driver ? [.. member.Volumes.Select(v => Volume(v, driver))] : null,
    };

    private static EcsTaskDefinition.Container Container(MemberSpec member, Dictionary<string, string> labels, EcsMemberOptions options)
        => new(EcsNames.Container, member.Workload.Software.Image ?? throw SwarmImages.NoImage($"Member {member.Name}"))
        {
            Essential = true,
            EntryPoint = MemberGate.Command(SwarmNames.PathOf("data")),
            User = "root",
            Memory = (int)(member.Workload.Memory.Bytes >> 20),
            MountPoints = options.VolumeDriver is null ? null
                : [.. member.Volumes.Select(v => new EcsTaskDefinition.MountPoint(v.Name, SwarmNames.PathOf(v.Purpose)))],
            StopTimeout = (int)Math.Clamp(Math.Ceiling(member.Workload.StopGrace.TotalSeconds), 1, LongestStop),
            DockerLabels = labels,
            LogConfiguration = new("awslogs", new Dictionary<string, string>
            {
                ["awslogs-group"] = options.LogGroup,
                ["awslogs-region"] = options.Region,
                ["awslogs-stream-prefix"] = member.Name,
                // A member doesn't stand still because CloudWatch does.
                ["mode"] = "non-blocking",
                ["max-buffer-size"] = "4m",
            }),
        };

    // Shared, or ECS would have the volume deleted with the task. ECS makes and mounts it through the agent, which knows it by its name.
    private static EcsTaskDefinition.Volume Volume(VolumeSpec volume, string driver)
        => new(volume.Name) { DockerVolumeConfiguration = new("shared", Autoprovision: true, driver) };

    private static Dictionary<string, string> Labels(MemberSpec member, string runToken) => new()
    {
        [SwarmNames.Cluster] = member.Cluster,
        [SwarmNames.Service] = member.Service,
        [SwarmNames.Member] = member.Name,
        [SwarmNames.RunToken] = runToken,
    };
}
