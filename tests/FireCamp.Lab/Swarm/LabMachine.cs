namespace FireCamp.Lab.Swarm;

/// <summary>A machine of a swarm lab: a node, a member of etcd, the DNS server or the registry.</summary>
/// <param name="Name">What the lab calls it: <c>n2</c>, <c>etcd1</c>.</param>
public readonly record struct LabMachine(string Name)
{
    public static LabMachine Dns { get; } = new("dns");

    public static LabMachine Registry { get; } = new("registry");

    public static implicit operator LabMachine(int node) => FromInt32(node);

    /// <summary>A node; the first ones are managers.</summary>
    public static LabMachine FromInt32(int node) => new($"n{node}");

    /// <summary>A member of etcd: 1, 2 or 3.</summary>
    public static LabMachine Etcd(int member) => new($"etcd{member}");

    public override string ToString() => Name;
}
