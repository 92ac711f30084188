using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Policies;

/// <summary>Decides which backups of a service go. Pure.</summary>
/// <remarks>
/// Whatever the rule says, these are kept: the newest one, the last one that was proven, and every one that a kept one builds on.
/// </remarks>
public static class Retention
{
    /// <summary>One verdict for each backup, the newest first.</summary>
    /// <param name="now">Ages count from here. A backup of the future has none.</param>
    /// <exception cref="InvalidInputException">The rule is wrong; says every mistake.</exception>
    public static IReadOnlyList<RetentionVerdict> Decide(RetentionRule rule, IReadOnlyCollection<RetainedBackup> backups, DateTimeOffset now)
    {
        rule.Require();
        var newestFirst = backups.OrderByDescending(b => b.TakenAt).ThenByDescending(b => b.Id, StringComparer.Ordinal).ToList();
        var reasons = newestFirst.ToDictionary(b => b.Id, _ => new List<string>());
        void Keep(RetainedBackup backup, string why) => reasons[backup.Id].Add(why);

        Number(newestFirst.Take(rule.Last), rule.Last, "last", Keep);
        foreach (var backup in newestFirst.Where(b => now - b.TakenAt <= rule.Within))
        {
            Keep(backup, $"within {Duration.Format(rule.Within!.Value)}");
        }

        Number(Generations(newestFirst, DayOf).Take(rule.Daily), rule.Daily, "daily", Keep);
        Number(Generations(newestFirst, WeekOf).Take(rule.Weekly), rule.Weekly, "weekly", Keep);
        Number(Generations(newestFirst, MonthOf).Take(rule.Monthly), rule.Monthly, "monthly", Keep);
        if (newestFirst.Count > 0)
        {
            Keep(newestFirst[0], "newest");
        }

        if (newestFirst.Where(b => b.ProvenAt is not null).MaxBy(b => b.ProvenAt) is { } proven)
        {
            Keep(proven, "last proven");
        }

        KeepParents(newestFirst, reasons);
        return [.. newestFirst.Select(b => new RetentionVerdict(b, reasons[b.Id]))];
    }

    private static void Number(IEnumerable<RetainedBackup> kept, int of, string what, Action<RetainedBackup, string> keep)
    {
        foreach (var (index, backup) in kept.Index())
        {
            keep(backup, $"{what} {index + 1} of {of}");
        }
    }

    private static IEnumerable<RetainedBackup> Generations(IEnumerable<RetainedBackup> newestFirst, Func<DateTime, int> periodOf)
        => newestFirst.DistinctBy(b => periodOf(b.TakenAt.UtcDateTime));

    private static void KeepParents(List<RetainedBackup> newestFirst, Dictionary<string, List<string>> reasons)
    {
        var byId = newestFirst.ToDictionary(b => b.Id);
        var left = new Stack<RetainedBackup>(newestFirst.Where(b => reasons[b.Id].Count > 0));
        while (left.TryPop(out var child))
        {
            if (child.Parent is not null && byId.TryGetValue(child.Parent, out var parent))
            {
                if (reasons[parent.Id].Count == 0)
                {
                    left.Push(parent);
                }

                reasons[parent.Id].Add($"parent of {child.Id}");
            }
        }
    }

    private static int DayOf(DateTime time) => DateOnly.FromDateTime(time).DayNumber;

    // Day 0, the first of January of the year 1, was a Monday.
    private static int WeekOf(DateTime time) => DayOf(time) / 7;

    private static int MonthOf(DateTime time) => (time.Year * 12) + time.Month;
}
