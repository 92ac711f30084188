using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A replica becomes primary in place of one that is gone for good; what only that one had is lost.</summary>
public sealed record PromotePrimaryPlan : OperationPlan
{
    public const string Name = "promote-primary";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Service.Name);

    /// <summary>What was asked for.</summary>
    public required SwitchPrimaryRequest Request { get; init; }

    public required ServiceSpec Service { get; init; }

    public required int Shard { get; init; }

    /// <summary>The primary that is gone.</summary>
    public required MemberSpec From { get; init; }

    /// <summary>How it was seen when this was planned, in the midst of a sentence.</summary>
    public required string FromIs { get; init; }

    /// <summary>The replica that becomes primary.</summary>
    public required MemberSpec To { get; init; }

    /// <summary>The other members that answered: what has the most is looked for among them, and they follow.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Those that didn't: they are started anew, as soon as that can be. What only they had is lost.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    /// <summary>How many bytes the old primary had written, as anybody knows; null when nobody does.</summary>
    public long? Known { get; init; }

    /// <summary>How many bytes that the old primary told of the new one doesn't have; null when nobody knows how far the old one was.</summary>
    public long? Missing { get; init; }

    /// <summary>What the new roles make of members.</summary>
    public required IReadOnlyList<MemberChange> Changes { get; init; }

    public MemberChange Change(string member) => Changes.First(c => c.Name == member);

    public override string Describe() => PromotePlanText.Of(this);
}
