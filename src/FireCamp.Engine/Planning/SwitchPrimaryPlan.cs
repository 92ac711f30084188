using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Another member of a shard becomes its primary, and no acknowledged write is lost.</summary>
public sealed record SwitchPrimaryPlan : OperationPlan
{
    public const string Name = "switch-primary";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Service.Name);

    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => IsEmpty ? [] : [Service.Name];

    /// <summary>What was asked for.</summary>
    public required SwitchPrimaryRequest Request { get; init; }

    public required ServiceSpec Service { get; init; }

    public required int Shard { get; init; }

    public required SwitchMeans Means { get; init; }

    /// <summary>The primary that there is.</summary>
    public required MemberSpec From { get; init; }

    /// <summary>The member that becomes primary; null where the members elect one.</summary>
    public MemberSpec? To { get; init; }

    /// <summary>About how many bytes it was behind; null where its kind doesn't say.</summary>
    public long? Lag { get; init; }

    /// <summary>All members of the service.</summary>
    public required IReadOnlyList<MemberId> Members { get; init; }

    /// <summary>Those that were not ready: nothing waits for them, they follow the new primary once they start.</summary>
    public IReadOnlyList<string> Unready { get; init; } = [];

    /// <summary>What the new roles make of members, where FireCamp gives the roles.</summary>
    public IReadOnlyList<MemberChange> Changes { get; init; } = [];

    /// <summary>The members besides the new primary that change.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Followers => [.. Changes.Select(c => c.Name).Where(name => name != To?.Name)];

    /// <summary>The members that must be ready before and after.</summary>
    [JsonIgnore]
    public IReadOnlyList<MemberId> Awaited => [.. Members.Where(m => !Unready.Contains(m.Name))];

    [JsonIgnore]
    public override bool IsEmpty => From.Name == To?.Name;

    public MemberChange Change(string member) => Changes.First(c => c.Name == member);

    public override string Describe() => SwitchPlanText.Of(this);
}
