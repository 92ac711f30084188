using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests;

/// <summary>Plain services and members to test with.</summary>
internal static class TestMembers
{
    public static ServiceSpec Service(string name) => new()
    {
        Cluster = "t1",
        Name = name,
        Kind = "Fake",
        Version = "1",
        Options = new Dictionary<string, string>(),
        Memory = new ByteSize(64L << 20),
    };

    public static MemberSpec Member(string service, int ordinal, long memory = 64L << 20) => new()
    {
        Cluster = "t1",
        Service = service,
        Kind = "Fake",
        Name = $"{service}-{ordinal}",
        Group = "members",
        Index = ordinal,
        Ordinal = ordinal,
        Zone = $"zone-{(ordinal % 3) + 1}",
        Host = $"{service}-{ordinal}.t1-firecamp.com",
        Address = $"127.9.1.{ordinal + 1}",
        Volumes = [new VolumeSpec($"fc_t1_{service}-{ordinal}", "data", "/data", new ByteSize(1L << 30), "zone-1")],
        Files = [],
        Workload = new Workload
        {
            Software = new Software(null, [], [], []),
            Command = ["sleep", "1000"],
            Environment = new Dictionary<string, string>(),
            Ports = [new PortSpec("client", 9000)],
            Memory = new ByteSize(memory),
            Probe = new ProbeSpec { Command = ["true"] },
            Actions = new Dictionary<string, ActionSpec>(),
        },
    };
}
