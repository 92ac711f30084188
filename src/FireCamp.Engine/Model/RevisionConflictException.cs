namespace FireCamp.Engine.Model;

/// <summary>A record changed since it was read: the write was refused and nothing was changed.</summary>
public sealed class RevisionConflictException(string key, long expected)
    : FireCampException(
        "RevisionConflict",
        $"Record '{key}' is no longer at revision {expected}: somebody else changed it.",
        "Read it again and repeat the change.")
{
    public string Key { get; } = key;

    public long Expected { get; } = expected;

    public override bool IsTemporary => true;
}
