namespace FireCamp.Engine.Backups.Policies;

/// <summary>What becomes of a backup.</summary>
/// <param name="Reasons">Why it is kept, each for people: <c>daily 2 of 7</c>; none when it isn't.</param>
public sealed record RetentionVerdict(RetainedBackup Backup, IReadOnlyList<string> Reasons)
{
    public bool IsKept => Reasons.Count > 0;
}
