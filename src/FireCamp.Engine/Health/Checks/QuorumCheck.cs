using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>How many members may still be lost before the service stops serving, by its kind's rule.</summary>
internal sealed class QuorumCheck : IServiceCheck
{
    public string Name => "Quorum";

    public IReadOnlyList<Finding> Look(ServiceEvidence evidence)
    {
        if (!evidence.IsMeantToRun)
        {
            return [];
        }

        var (service, members) = (evidence.Service, evidence.Members);
        var planned = SpareRule.Spare(service.Serves, [.. members.Select(AsPlanned)]);
        return SpareRule.Spare(service.Serves, members) switch
        {
            < 0 =>
            [
                Finding.Failed(service.Name, $"It does not serve: {Need(service.Serves)}.",
                    "Bring its members back: Get-FireCampMember says why each is not ready."),
            ],
            var left when left < planned =>
            [
                Finding.Warning(service.Name, $"It serves, and {MayBeLost(left)}; with all of them ready {MayBeLost(planned)}.",
                    "Bring back those that aren't ready before another is lost."),
            ],
            var left => [Finding.Passed(service.Name, $"It serves, and {MayBeLost(left)}.")],
        };
    }

    // All ready, with one primary a shard.
    private static Member AsPlanned(Member member)
        => member with { Phase = MemberPhase.Ready, CaughtUp = true, Role = member.Role == MemberRole.None ? MemberRole.Primary : member.Role };

    private static string MayBeLost(int count) => count == 0 ? "no member may be lost" : $"{Text.Count(count, "member")} may be lost";

    private static string Need(string serves) => serves switch
    {
        "all" => "all members must be ready",
        "any" => "one member must be ready",
        "majority" => "more than half of the members must be ready",
        _ => "a primary must be ready, in every shard",
    };
}
