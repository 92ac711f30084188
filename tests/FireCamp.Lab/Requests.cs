using FireCamp.Engine.Planning;

namespace FireCamp.Lab;

/// <summary>The services that stories and benchmarks create.</summary>
public static class Requests
{
    /// <summary>A primary and hot standbys, with the kind's defaults.</summary>
    public static CreateServiceRequest PostgreSql(string name, int members = 3) => new()
    {
        Name = name,
        Kind = "PostgreSQL",
        Options = new Dictionary<string, string> { ["Replicas"] = $"{members}" },
    };

    /// <summary>PostgreSQL that acknowledges only what a standby has on its disk, too.</summary>
    public static CreateServiceRequest WithStandby(CreateServiceRequest request) => request with
    {
        Options = new Dictionary<string, string>(request.Options) { ["SynchronousReplication"] = "any 1" },
    };

    /// <summary>A primary and replicas that acknowledge only what is on the disk.</summary>
    public static CreateServiceRequest Redis(string name, int members = 3) => new()
    {
        Name = name,
        Kind = "Redis",
        Options = new Dictionary<string, string> { ["ReplicasPerShard"] = $"{members}", ["AppendFsync"] = "always" },
    };

    public static CreateServiceRequest RedisCluster(string name, int shards = 3, int membersPerShard = 2) => new()
    {
        Name = name,
        Kind = "Redis",
        Options = new Dictionary<string, string>
        {
            ["Shards"] = $"{shards}", ["ReplicasPerShard"] = $"{membersPerShard}", ["AppendFsync"] = "always",
        },
    };

    public static CreateServiceRequest Valkey(string name, int members = 3) => Redis(name, members) with { Kind = "Valkey" };

    public static CreateServiceRequest Etcd(string name) => new() { Name = name, Kind = "Etcd" };

    public static CreateServiceRequest ZooKeeper(string name) => new() { Name = name, Kind = "ZooKeeper" };
}
