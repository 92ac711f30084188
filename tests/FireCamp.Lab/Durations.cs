namespace FireCamp.Lab;

/// <summary>Durations in words and numbers.</summary>
public static class Durations
{
    /// <summary>The smallest that at least this share of all is not greater than.</summary>
    public static TimeSpan Percentile(IReadOnlyList<TimeSpan> all, double share)
        => all.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(all.Count * share) - 1));

    public static TimeSpan Median(IReadOnlyList<TimeSpan> all) => Percentile(all, 0.5);

    public static string Text(IReadOnlyList<TimeSpan> all)
        => all.Count == 0 ? "none" : $"median {Median(all).TotalSeconds:F2} s, max {all.Max().TotalSeconds:F2} s";
}
