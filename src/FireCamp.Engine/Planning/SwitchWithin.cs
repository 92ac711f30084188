using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>The switchover that another operation begins with, so that what it then does is done to a replica.</summary>
public sealed record SwitchWithin
{
    /// <summary>The old primary, which becomes a replica.</summary>
    public required MemberChange From { get; init; }

    /// <summary>The name of the new primary.</summary>
    public required string To { get; init; }

    /// <summary>What the new roles make of the members besides the old primary, the new one among them.</summary>
    public required IReadOnlyList<MemberChange> Others { get; init; }

    [JsonIgnore]
    public MemberChange Primary => Change(To);

    [JsonIgnore]
    public IReadOnlyList<MemberChange> All => [From, .. Others];

    public MemberChange Change(string member) => All.First(c => c.Name == member);
}
