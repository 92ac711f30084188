using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>The primary's role goes to a member that is upgraded already; then the old primary is upgraded, the last of all.</summary>
public sealed record UpgradeHandover
{
    /// <summary>The old primary, which becomes a replica in its old version.</summary>
    public required MemberChange From { get; init; }

    /// <summary>What the new roles make of the members that are upgraded by then, the new primary among them.</summary>
    public required IReadOnlyList<MemberChange> Upgraded { get; init; }

    /// <summary>The name of the new primary.</summary>
    public required string To { get; init; }

    /// <summary>The upgrade of the old primary.</summary>
    public required MemberChange Last { get; init; }

    [JsonIgnore]
    public MemberChange Primary => Change(To);

    public MemberChange Change(string member) => Upgraded.First(c => c.Name == member);
}
