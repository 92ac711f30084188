using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Prints the plan of a switchover.</summary>
internal static class SwitchPlanText
{
    public static string Of(SwitchPrimaryPlan plan)
    {
        if (plan.IsEmpty)
        {
            return $"Nothing changes: {plan.From.Name} is the primary of {What(plan)} already.";
        }

        var to = plan.To?.Name ?? "another member";
        var text = new StringBuilder().AppendLine($"Make {to} the primary of {What(plan)} in place of {plan.From.Name}");
        if (plan.Lag is { } lag)
        {
            text.AppendLine($"  {plan.To!.Name} was {new ByteSize(lag)} behind.");
        }

        text.AppendLine($"  WRITES WAIT OR FAIL {Held(plan)}; none that was acknowledged is lost.");
        if (plan.Unready.Count > 0)
        {
            text.AppendLine($"  Not ready, and not waited for: {string.Join(", ", plan.Unready)}");
        }

        return PlanText.Steps(text, Steps(plan));
    }

    private static string What(SwitchPrimaryPlan plan)
        => $"{plan.Service.Kind} service '{plan.Service.Name}' of cluster '{plan.Cluster}'"
            + (plan.Means == SwitchMeans.Command ? $", shard {plan.Shard}," : "");

    private static string Held(SwitchPrimaryPlan plan) => plan.Means switch
    {
        SwitchMeans.Managed => $"from when {plan.From.Name} is demoted until {plan.To!.Name} is promoted, about a second",
        SwitchMeans.Command => $"while {plan.To!.Name} takes over, less than a second",
        _ => "while the members elect their leader, some seconds",
    };

    private static IReadOnlyList<string> Steps(SwitchPrimaryPlan plan) => plan.Means switch
    {
        SwitchMeans.Managed =>
        [
            "wait until all are ready and caught up",
            $"demote {plan.From.Name}: it takes no more writes, and will be a replica when it starts",
            $"prove that {plan.To!.Name} has all that {plan.From.Name} wrote; otherwise {plan.From.Name} becomes primary again",
            $"promote {plan.To.Name}; from here on there is no way back but another switchover",
            .. plan.Followers.Select(m => $"let {m} follow {plan.To.Name}"),
            "wait until all are ready and caught up",
        ],
        SwitchMeans.Command => ["wait until all are ready and caught up", $"let {plan.To!.Name} take over", "wait until all are ready and caught up"],
        _ => ["wait until all are ready and caught up", $"restart {plan.From.Name}, so that the others elect a leader", "wait until all are ready"],
    };
}
