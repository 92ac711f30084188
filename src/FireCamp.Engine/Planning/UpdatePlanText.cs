using System.Text;

namespace FireCamp.Engine.Planning;

/// <summary>Prints the plan of a change: what differs, then what becomes of each member.</summary>
internal static class UpdatePlanText
{
    public static string Of(UpdateServicePlan plan)
    {
        if (plan.IsEmpty)
        {
            return $"Nothing changes: service '{plan.Before.Name}' of cluster '{plan.Cluster}' has all that already "
                + $"(revision {plan.Before.Revision}).";
        }

        var text = new StringBuilder().AppendLine(
            $"Change {plan.Before.Kind} service '{plan.Before.Name}' of cluster '{plan.Cluster}' to revision {plan.After.Revision}");
        text.AppendLine("  Changes:");
        foreach (var line in plan.Differences.Select(d => d.ToString()).DefaultIfEmpty("the kind's own files"))
        {
            text.AppendLine($"    {line}");
        }

        Members(text, plan);
        foreach (var note in plan.Notes)
        {
            text.AppendLine($"  {note}");
        }

        return PlanText.Steps(text,
        [
            "record the service",
            plan.NewSecrets.Count > 0 ? $"make the new passwords of {string.Join(", ", plan.NewSecrets.Select(c => c.Name))}" : "",
            .. plan.Growing.Select(v => $"make volume {v.Name} {v.Size} large"),
            plan.NewSoftware.Count > 0 ? $"get the software of version {plan.After.Version}" : "",
            .. plan.Changes.Select(c => Step(plan, c)),
            .. Handover(plan),
            plan.OldSecrets.Count > 0 ? "forget the old passwords" : "",
        ]);
    }

    private static void Members(StringBuilder text, UpdateServicePlan plan)
    {
        if (!plan.IsRunning)
        {
            text.AppendLine("  The service is stopped: its members get this when it is started.");
            return;
        }

        text.AppendLine("  Members:");
        foreach (var member in plan.Members)
        {
            var change = plan.Changes.FirstOrDefault(c => c.Name == member.Name);
            var role = plan.Primaries.Contains(member.Name) ? " (primary)" : "";
            change ??= plan.Handover?.Last.Name == member.Name ? plan.Handover.Last : null;
            text.AppendLine($"    {member.Name}{role}  {(change is null ? "nothing" : $"{Word(change)}: {What(change)}")}");
        }

        if (plan.Changes.Any(c => c.Applies == ChangeApplies.Restart && plan.Primaries.Contains(c.Name)))
        {
            text.AppendLine("  WRITES WAIT while a primary restarts, some seconds.");
        }

        if (plan.Handover is { } handover)
        {
            text.AppendLine($"  {handover.To} IS THE PRIMARY AFTERWARDS; writes wait or fail while {handover.From.Name} hands over, about a second.");
        }
    }

    private static IReadOnlyList<string> Handover(UpdateServicePlan plan) => plan.Handover is not { } handover ? [] :
    [
        $"demote {handover.From.Name}, prove that {handover.To} has all that it wrote, and promote {handover.To}; no way back from here on",
        $"let the others follow {handover.To}",
        $"restart {handover.Last.Name} with the change; wait until it is ready and caught up",
    ];

    private static string What(MemberChange change) => change.What.Count == 0 ? "what its agent reads" : string.Join(", ", change.What);

    private static string Word(MemberChange change) => change.Applies switch
    {
        ChangeApplies.Restart => "restart",
        ChangeApplies.Reload => "reload",
        _ => "live",
    };

    private static string Step(UpdateServicePlan plan, MemberChange change) => (plan.IsRunning, change.Applies) switch
    {
        (false, _) => $"record {change.Name}",
        (_, ChangeApplies.Restart) => $"restart {change.Name} with the change; wait until it is ready and caught up",
        (_, ChangeApplies.Reload) => $"write {change.Name}'s files and reload them; wait until it is ready and caught up",
        _ => $"write {change.Name}'s files",
    };
}
