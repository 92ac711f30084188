using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Prints plans of more and fewer replicas: who comes or goes, where the data comes from, and what becomes of the others.</summary>
internal static class ReplicaPlanText
{
    public static string Of(AddReplicasPlan plan)
    {
        var text = Head(new StringBuilder(), $"Add {Names(plan.New)} to", plan.Before, plan.After, plan.Differences).AppendLine("  New members:");
        foreach (var member in plan.New)
        {
            text.AppendLine($"    {member.Name}  {member.Zone}  {member.Address ?? member.Host}  {member.Workload.Memory}  {Data(plan, member)}");
        }

        foreach (var source in plan.Sources)
        {
            text.AppendLine($"  {source.Name} serves while it is copied, but may fall behind until then.");
        }

        if (plan.Sources.Count > 0 && !plan.CopiesQuickly)
        {
            text.AppendLine("  The storage shares no blocks between copies, so a snapshot takes as long as copying the volume does.");
        }

        Others(text, plan.Members, plan.Changes);
        return PlanText.Steps(text,
        [
            "record the service",
            "take the addresses, get the software",
            "tell the members that there are whom to expect",
            .. plan.Sources.Select(s => $"quiesce {s.Name}, take snapshots of {string.Join(", ", s.Snapshots.Select(v => v.Volume))}, let it go on"),
            "make the new members' volumes",
            plan.Sources.Count > 0 ? "delete the snapshots" : "",
            $"name, record and start {Names(plan.New)}; wait until they are ready and caught up",
            .. plan.New.Where(m => m.Workload.Actions.ContainsKey(Catalog.CatalogNames.Join)).Select(m => $"let {m.Name} join"),
            .. plan.Changes.Select(Step),
        ]);
    }

    public static string Of(RemoveReplicasPlan plan)
    {
        var text = Head(new StringBuilder(), $"Remove {Names(plan.Leaving)} from", plan.Before, plan.After, plan.Differences)
            .Append(plan.Switch is { } held ? $"  WRITES WAIT OR FAIL about a second, while {held.To} becomes primary{Environment.NewLine}" : "")
            .AppendLine("  Volumes:");
        foreach (var volume in plan.Volumes)
        {
            text.AppendLine($"    {volume.Volume.Name}  {volume.Volume.Size}  {(volume.Kept ? "kept" : "DELETED WITH ITS DATA")}");
        }

        Others(text, plan.Members, plan.Changes);
        return PlanText.Steps(text,
        [
            "record the service",
            .. plan.Switch is { } within
                ? [
                    $"demote {within.From.Name}, prove that {within.To} has all that it wrote, and promote {within.To}; no way back from here on",
                    $"let the others follow {within.To}",
                ]
                : Array.Empty<string>(),
            .. plan.Leaving.Select(m => $"let {m.Name} leave"),
            .. plan.Changes.Select(Step),
            $"stop and remove {Names(plan.Leaving)}",
            "remove the names",
            "let the others forget them",
            plan.Volumes.Any(v => !v.Kept) ? "delete the volumes" : "",
        ]);
    }

    /// <summary>The first line, which says what is done, and in what the service's specs differ.</summary>
    public static StringBuilder Head(
        StringBuilder text, string what, ServiceSpec before, ServiceSpec after, IReadOnlyList<SpecDifference> differences)
    {
        text.AppendLine($"{what} {before.Kind} service '{before.Name}' of cluster '{before.Cluster}': revision {after.Revision}");
        foreach (var difference in differences)
        {
            text.AppendLine($"  {difference}");
        }

        return text;
    }

    private static string Data(AddReplicasPlan plan, MemberSpec member)
        => plan.SourceOf(member.Name) is { } source ? $"from a snapshot of {source.Name}"
            : $"copies the data by {member.Kind}'s own means: {plan.WhyNoSource}";

    /// <summary>What becomes of members that neither come nor go.</summary>
    public static void Others(StringBuilder text, IReadOnlyList<MemberId> members, IReadOnlyList<MemberChange> changes)
    {
        text.AppendLine("  Other members:");
        foreach (var member in members)
        {
            var change = changes.FirstOrDefault(c => c.Name == member.Name);
            text.AppendLine($"    {member.Name}  {(change is null ? "nothing" : $"{Word(change)}: {What(change)}")}");
        }
    }

    private static string What(MemberChange change) => change.What.Count == 0 ? "what its agent reads" : string.Join(", ", change.What);

    private static string Word(MemberChange change) => change.Applies == ChangeApplies.None ? "live" : change.Applies.ToString().ToLowerInvariant();

    /// <summary>The step that brings a change to a member.</summary>
    public static string Step(MemberChange change) => change.Applies switch
    {
        ChangeApplies.Restart => $"restart {change.Name}; wait until it is ready and caught up",
        ChangeApplies.Reload => $"write {change.Name}'s files and reload them",
        _ => $"write {change.Name}'s files",
    };

    public static string Names(IReadOnlyList<MemberSpec> members) => string.Join(", ", members.Select(m => m.Name));
}
