using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>Whether every member is as it is meant to be: ready, or stopped.</summary>
internal sealed class MembersCheck : IServiceCheck
{
    public string Name => "Members";

    public IReadOnlyList<Finding> Look(ServiceEvidence evidence)
    {
        var service = evidence.Service.Name;
        if (!evidence.IsMeantToRun)
        {
            var running = evidence.Members.Where(m => m.Phase is not (MemberPhase.Stopped or MemberPhase.Pending)).ToList();
            return running.Count == 0
                ? [Finding.Passed(service, "It is stopped, as it is meant to be.")]
                : [.. running.Select(m => Finding.Warning(m.Name, $"It is meant to be stopped, and is {Word(m)}.", See(m)))];
        }

        var ready = evidence.Members.Where(m => m.Phase == MemberPhase.Ready).ToList();
        var passed = Finding.Passed(service, $"{Text.Count(ready.Count, "member")} {(ready.Count == 1 ? "is" : "are")} ready.");
        return
        [
            .. evidence.Members.Except(ready).Select(m => Finding.Failed(m.Name, Said(m), See(m))),
            .. ready.Where(m => m.Reason.Length > 0).Select(m => Finding.Warning(m.Name, Said(m), See(m))),
            .. ready.Count == evidence.Members.Count ? [passed] : (Finding[])[],
        ];
    }

    private static string Said(Member member) => $"It is {Word(member)}{(member.Reason.Length > 0 ? $": {member.Reason.TrimEnd('.')}" : "")}.";

    private static string Word(Member member) => member.Phase.ToString().ToLowerInvariant();

    private static string See(Member member) => $"See Get-FireCampLog {member.Service} -Member {member.Name} -Tail 20.";
}
