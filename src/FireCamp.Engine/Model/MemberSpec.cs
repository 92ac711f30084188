using System.Text.Json.Serialization;

namespace FireCamp.Engine.Model;

/// <summary>
/// A member as planned: an identity that outlives every process and every node. Stored under
/// <c>specs/</c>, beside a <see cref="MemberOutline"/>.
/// </summary>
public sealed record MemberSpec
{
    public required string Cluster { get; init; }

    public required string Service { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>The catalog's group that it belongs to; members of one group keep to different nodes while there are enough.</summary>
    public required string Group { get; init; }

    public int Shard { get; init; }

    /// <summary>Its place within its shard, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Its place within the group, over all shards, from 0.</summary>
    public int Ordinal { get; init; }

    public required string Zone { get; init; }

    /// <summary>Its lasting DNS name: <c>mypg-0.t1-firecamp.com</c>.</summary>
    public required string Host { get; init; }

    /// <summary>Its lasting address where the platform gives it one; else null.</summary>
    public string? Address { get; init; }

    /// <summary>The role that FireCamp gave it; <see cref="MemberRole.None"/> where the kind decides by itself.</summary>
    public MemberRole Role { get; init; }

    public required IReadOnlyList<VolumeSpec> Volumes { get; init; }

    public required IReadOnlyList<MemberFile> Files { get; init; }

    /// <summary>How clients connect to it, by name; none holds a password.</summary>
    public IReadOnlyDictionary<string, string> Connections { get; init; } = new Dictionary<string, string>();

    public required Workload Workload { get; init; }

    [JsonIgnore]
    public MemberId Id => new(Service, Name);
}
