using System.Globalization;
using System.Text;

namespace FireCamp.Engine.Planning;

/// <summary>Prints the plan of a promotion, and says what may be missing afterwards.</summary>
internal static class PromotePlanText
{
    public static string Of(PromotePrimaryPlan plan)
    {
        var (from, to) = (plan.From.Name, plan.To.Name);
        var text = new StringBuilder()
            .AppendLine($"Promote {to} to be the primary of {plan.Service.Kind} service '{plan.Service.Name}' of cluster '{plan.Cluster}' "
                + $"in place of {from}, which is gone")
            .AppendLine($"  {from} is {plan.FromIs}.")
            .AppendLine($"  WRITES CAN BE LOST: {Missing(from, plan.Missing)}.");
        if (plan.Silent.Count > 0)
        {
            text.AppendLine($"  They don't answer, and WHAT ONLY THEY HAVE IS LOST, TOO: {string.Join(", ", plan.Silent)}");
        }

        return PlanText.Steps(text,
        [
            $"see that {from} isn't up",
            $"fence {from}: from now on it is a replica wherever it starts; wait until nothing of it runs",
            $"see that no other that answers has more than {to}",
            $"promote {to}; from here on there is no way back but a switchover",
            .. plan.Others.Select(m => $"let {m} follow {to}"),
            .. plan.Silent.Select(m => $"let {m} start anew, and follow {to}"),
            $"let {from} start as a replica, when it can: it goes back to what {to} has, or copies that",
            plan.Others.Count > 0 ? $"wait until {to}, {string.Join(", ", plan.Others)} are ready and caught up" : $"wait until {to} is ready",
        ]);
    }

    /// <summary>What may be missing of what a primary wrote, as a sentence without its full stop.</summary>
    public static string Missing(string primary, long? bytes) => bytes switch
    {
        null => $"how much of what {primary} wrote last is missing is unknown",
        0 => $"as far as is known, nothing is missing of what {primary} wrote",
        { } count => string.Create(CultureInfo.InvariantCulture, $"as far as is known, {count} bytes are missing of what {primary} wrote last"),
    };
}
