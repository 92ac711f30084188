using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A member as it is to be, and how it gets there.</summary>
public sealed record MemberChange
{
    /// <summary>The id of the spec that is recorded now, and is recorded again when the change is taken back.</summary>
    public required string OldSpecId { get; init; }

    public required MemberSpec New { get; init; }

    public required ChangeApplies Applies { get; init; }

    /// <summary>Whether passwords change that the service's primary keeps, so that its action <c>rotate</c> has to run.</summary>
    public bool Rotates { get; init; }

    /// <summary>What of the member changes, for people: its files' paths, <c>command</c>, <c>memory</c>.</summary>
    public required IReadOnlyList<string> What { get; init; }

    [JsonIgnore]
    public string Name => New.Name;
}
