using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Policies;

/// <summary>Which backups of a service are to be kept: each that any of these keeps.</summary>
/// <remarks>
/// Days, weeks (from Monday) and months are those of UTC. Of a day without backups nothing is kept, and an older day counts instead.
/// </remarks>
public sealed record RetentionRule
{
    /// <summary>So many newest ones.</summary>
    public int Last { get; init; }

    /// <summary>All that are no older; null for none.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>The newest one of each of so many days.</summary>
    public int Daily { get; init; }

    /// <summary>The newest one of each of so many weeks.</summary>
    public int Weekly { get; init; }

    /// <summary>The newest one of each of so many months.</summary>
    public int Monthly { get; init; }

    /// <summary>Everything that is wrong with the rule; a rule that would keep nothing is.</summary>
    [JsonIgnore]
    public IReadOnlyList<Mistake> Mistakes
        => [.. Counts.Where(c => c.Count < 0).Select(c => new Mistake(c.Name, $"{c.Count} is no number of backups.")),
            .. Within is { } age && age <= TimeSpan.Zero ? [new Mistake("within", "an age is more than nothing.")] : (Mistake[])[],
            .. Counts.All(c => c.Count == 0) && Within is null
                ? [new Mistake("retention", "it would keep nothing: give last, within, daily, weekly or monthly.")]
                : (Mistake[])[]];

    private (string Name, int Count)[] Counts => [("last", Last), ("daily", Daily), ("weekly", Weekly), ("monthly", Monthly)];

    /// <summary>In words: <c>last 7, within 30d, daily 14</c>.</summary>
    public override string ToString()
        => string.Join(", ",
            [
                .. Last > 0 ? [$"last {Last}"] : (string[])[],
                .. Within is { } age ? [$"within {Duration.Format(age)}"] : (string[])[],
                .. Counts.Skip(1).Where(c => c.Count > 0).Select(c => $"{c.Name} {c.Count}"),
            ]);

    /// <exception cref="InvalidInputException">It is wrong; says every mistake.</exception>
    public void Require()
    {
        if (Mistakes is { Count: > 0 } mistakes)
        {
            throw new InvalidInputException("InvalidRetention", "Retention", mistakes);
        }
    }
}
