using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Prints plans for nodes.</summary>
internal static class NodePlanText
{
    public static string Suspend(SuspendNodePlan plan)
    {
        var text = new StringBuilder().AppendLine($"Suspend node '{plan.Node}' of cluster '{plan.Cluster}' until Resume-FireCampNode");
        List(text, "Members that move, one at a time:", plan.Moves);
        List(text, "MEMBERS THAT ARE DOWN UNTIL A NODE HAS ROOM FOR THEM:", plan.Stranded);
        if (plan.Unready.Count > 0)
        {
            text.AppendLine($"  Not ready, and not waited for: {string.Join(", ", plan.Unready)}");
        }

        if (plan.Moves.Count + plan.Stranded.Count == 0)
        {
            text.AppendLine("  No member runs there.");
        }

        if (plan.Switches.Count > 0)
        {
            text.AppendLine("  WRITES WAIT OR FAIL about a second for each primary that hands over; none that was acknowledged is lost.");
        }

        return PlanText.Steps(text,
        [
            .. plan.Switches.Select(s => $"switch over from {s.From.Name} to {s.To!.Name}"),
            "let it take no more members",
            .. plan.Moves.Select(m => plan.Awaits(m.Name) ? $"move {m.Name}; wait until it is ready on another node" : $"move {m.Name}"),
            plan.Stranded.Count > 0 ? $"stop {string.Join(", ", plan.Stranded.Select(m => m.Name))}" : "",
            "keep it free of members",
        ]);
    }

    public static string Resume(ResumeNodePlan plan)
        => PlanText.Steps(
            new StringBuilder().AppendLine(
                $"Resume node '{plan.Node}' of cluster '{plan.Cluster}'{(plan.WasSuspended ? "" : ", which is not suspended")}"),
            "let it take members");

    private static void List(StringBuilder text, string heading, IReadOnlyList<MovingMember> members)
    {
        if (members.Count == 0)
        {
            return;
        }

        text.AppendLine($"  {heading}");
        foreach (var member in members)
        {
            var role = member.Role == MemberRole.None ? "" : $"  {member.Role.ToString().ToLowerInvariant()}";
            text.AppendLine($"    {member.Name}  {member.Zone}{role}");
        }
    }
}
