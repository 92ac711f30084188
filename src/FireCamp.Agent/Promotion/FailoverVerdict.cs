using System.Globalization;
using FireCamp.Engine.Planning;

namespace FireCamp.Agent.Promotion;

/// <summary>Whether a promotion that was planned may be carried out without asking anybody.</summary>
internal static class FailoverVerdict
{
    /// <summary>Why it may not, as a sentence; null when it may.</summary>
    public static string? WhyNot(PromotePrimaryPlan plan)
    {
        if (plan.Silent.Count > 0)
        {
            // One that is synchronous may have what no other has.
            return $"{string.Join(", ", plan.Silent)} doesn't answer, and may have more than {plan.To.Name}.";
        }

        return (plan.Service.FailoverMaxLag, plan.Missing) switch
        {
            (null, _) => null,
            ({ } most, null) => $"it isn't known whether more than {most} would be missing.",
            ({ } most, { } missing) when missing > most.Bytes
                => string.Create(CultureInfo.InvariantCulture, $"{missing} bytes would be missing, and {most} is the most that may."),
            _ => null,
        };
    }
}
