using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>Whether replicas have what their primaries have.</summary>
internal sealed class LagCheck : IServiceCheck
{
    public string Name => "Lag";

    public IReadOnlyList<Finding> Look(ServiceEvidence evidence)
    {
        var replicas = evidence.Members.Where(m => m is { Phase: MemberPhase.Ready, Role: MemberRole.Replica }).ToList();
        var behind = replicas.Where(m => !m.CaughtUp).ToList();
        return
        [
            .. behind.Select(m => Finding.Warning(m.Name, $"It has not caught up{Lag(m)}.",
                $"It takes over nothing until it has. If it stays behind, see Get-FireCampLog {m.Service} -Member {m.Name}.")),
            .. replicas.Count > 0 && behind.Count == 0
                ? [Finding.Passed(
                    evidence.Service.Name, $"{Text.Count(replicas.Count, "replica")} {(replicas.Count == 1 ? "has" : "have")} caught up.")]
                : (Finding[])[],
        ];
    }

    private static string Lag(Member member) => member.Lag is { Bytes: > 0 } lag ? $": {lag} are missing" : "";
}
