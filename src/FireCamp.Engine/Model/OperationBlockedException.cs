namespace FireCamp.Engine.Model;

/// <summary>A step's deadline passed while something blocked it; the operation can be resumed or undone.</summary>
public sealed class OperationBlockedException(string step, TimeSpan deadline, IReadOnlyList<Blocker> blockers)
    : FireCampException(
        "OperationBlocked",
        $"Step '{step}' was not done within {deadline.TotalSeconds:F0} s:{string.Concat(blockers.Select(b => $"{Environment.NewLine}  {b}"))}",
        "Mend what is named.")
{
    public IReadOnlyList<Blocker> Blockers { get; } = blockers;

    public override bool IsTemporary => true;
}
