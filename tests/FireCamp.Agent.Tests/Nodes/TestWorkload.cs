using FireCamp.Engine.Model;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>A member that holds a lock on its data folder while it runs and notes each start, so that two copies would show.</summary>
internal static class TestWorkload
{
    /// <summary>What it writes when another copy has the lock; then it ends.</summary>
    public const string Collision = "another copy runs";

    public const string Hold = "exec 9>>lock; flock -n 9 || { echo " + Collision + " >> collisions; exit 3; }; echo $FIRECAMP_NODE >> starts; ";

    public static MemberSpec Member(int ordinal, string script = Hold + "exec sleep 100000") => new()
    {
        Cluster = "t1",
        Service = "svc",
        Kind = "Fake",
        Name = $"svc-{ordinal}",
        Group = "members",
        Index = ordinal,
        Ordinal = ordinal,
        Zone = $"zone-{(ordinal % 3) + 1}",
        Host = $"svc-{ordinal}.t1-firecamp.com",
        Address = $"127.21.1.{ordinal + 1}",
        Volumes = [new VolumeSpec($"fc_t1_svc-{ordinal}", "data", "/data", new ByteSize(1L << 30), "zone-1")],
        Files = [],
        Workload = new Workload
        {
            Software = new Software(null, [], [], []),
            Command = ["sh", "-c", script],
            Environment = new Dictionary<string, string>(),
            Ports = [new PortSpec("client", 9000)],
            Memory = new ByteSize(64L << 20),
            Probe = new ProbeSpec { Command = ["sh", "-c", "echo ready=true; echo role=primary"] },
            StopGrace = TimeSpan.FromSeconds(5),
            Actions = new Dictionary<string, ActionSpec>(),
        },
    };

    public static MemberSpec With(this MemberSpec member, Func<Workload, Workload> change) => member with { Workload = change(member.Workload) };
}
