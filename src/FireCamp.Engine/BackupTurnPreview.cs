namespace FireCamp.Engine;

/// <summary>What an invocation of a backup policy would do for a service.</summary>
/// <param name="IsDue">Whether there is anything to do.</param>
/// <param name="Text">It, for people.</param>
public sealed record BackupTurnPreview(bool IsDue, string Text);
