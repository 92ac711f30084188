using System.Text.Json;
using Docker.DotNet.Models;
using FireCamp.Engine.Model;
using DockerService = Docker.DotNet.Models.ServiceSpec;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>A member as a Docker service: one replica, in the member's zone.</summary>
/// <remarks>
/// Everybody who may ask a manager can read a service. So neither the workload's command nor its environment nor any secret is in it:
/// the container waits at a gate for its node's agent.
/// </remarks>
internal static class SwarmServiceSpec
{
    private const long NanosPerCpu = 1_000_000_000;

    /// <summary>Without a delay a task that can't start is tried three times a second.</summary>
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    /// <param name="image">The image by its name or, once it is known, by its digest.</param>
    public static DockerService Of(MemberSpec member, string runToken, string image, SwarmMemberOptions options)
    {
        var spec = Unmarked(member, runToken, image, options);
        spec.Labels[SwarmNames.Fingerprint] = Fingerprint(member, options);
        return spec;
    }

    /// <summary>What is the same for two specs of a member when they differ in nothing but run token and digest.</summary>
    private static string Fingerprint(MemberSpec member, SwarmMemberOptions options)
        => SwarmNames.Digest(JsonSerializer.Serialize(Unmarked(member, "", member.Workload.Software.Image ?? "", options)))[..16];

    private static DockerService Unmarked(MemberSpec member, string runToken, string image, SwarmMemberOptions options) => new()
    {
        Name = SwarmNames.ServiceOf(member.Cluster, member.Name),
        Labels = Labels(member, runToken),
        Mode = new ServiceMode { Replicated = new ReplicatedService { Replicas = 1 } },
        TaskTemplate = new TaskSpec
        {
            ContainerSpec = Container(member, runToken, image, options),
            Resources = Resources(member.Workload),
            RestartPolicy = new SwarmRestartPolicy { Condition = "any", Delay = RestartDelay, MaxAttempts = 0 },
            Placement = new Placement { Constraints = Constraints(member, options) },
            Networks = [Network(member, options)],
        },
        EndpointSpec = options.IsOverlay ? new EndpointSpec { Mode = "dnsrr" } : null,
        // A paused update would wait for a person; a member that fails is the agents' and the observer's to tell.
        UpdateConfig = new SwarmUpdateConfig { Parallelism = 1, Order = "stop-first", FailureAction = "continue" },
    };

    private static Dictionary<string, string> Labels(MemberSpec member, string runToken) => new()
    {
        [SwarmNames.Cluster] = member.Cluster,
        [SwarmNames.Service] = member.Service,
        [SwarmNames.Member] = member.Name,
        [SwarmNames.RunToken] = runToken,
    };

    // No init of Docker's own, whatever the daemon's default: the container's first process is to be the server. No health check of the
    // image's: Swarm would kill by it, and the agent probes.
    private static ContainerSpec Container(MemberSpec member, string runToken, string image, SwarmMemberOptions options) => new()
    {
        Image = image,
        Command = [.. options.Command],
        User = "root",
        Init = false,
        Labels = Labels(member, runToken),
        Mounts = options.VolumeDriver is { } driver ? [.. member.Volumes.Select(v => Mount(v, driver))] : [],
        StopSignal = $"SIG{member.Workload.StopSignal}",
        StopGracePeriod = member.Workload.StopGrace,
        Healthcheck = new HealthcheckConfig { Test = ["NONE"] },
    };

    // In an overlay network Docker answers for the member's name, with the address that its container has at the time. A virtual address, its
    // other way, would stand between members for nothing.
    private static NetworkAttachmentConfig Network(MemberSpec member, SwarmMemberOptions options)
        => new() { Target = options.Network, Aliases = options.IsOverlay ? [member.Host] : null };

    // Without "nocopy" Docker mounts the volume to copy the image's files into it, while the task before still uses it.
    private static Mount Mount(VolumeSpec volume, string driver) => new()
    {
        Type = "volume",
        Source = volume.Name,
        Target = SwarmNames.PathOf(volume.Purpose),
        VolumeOptions = new VolumeOptions { NoCopy = true, DriverConfig = new Driver { Name = driver } },
    };

    private static ResourceRequirements Resources(Workload workload)
    {
        long? cpus = workload.CpuLimit > 0 ? (long)(workload.CpuLimit * NanosPerCpu) : null;
        return new ResourceRequirements
        {
            Limits = new SwarmLimit { MemoryBytes = workload.Memory.Bytes, NanoCPUs = cpus },
            Reservations = new SwarmResources { MemoryBytes = workload.Memory.Bytes },
        };
    }

    private static List<string> Constraints(MemberSpec member, SwarmMemberOptions options)
    {
        List<string> constraints = [$"node.labels.{SwarmNames.Zone}=={member.Zone}"];
        if (!options.OnManagers)
        {
            constraints.Add("node.role==worker");
        }

        return constraints;
    }
}
