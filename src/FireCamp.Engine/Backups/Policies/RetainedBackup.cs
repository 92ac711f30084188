namespace FireCamp.Engine.Backups.Policies;

/// <summary>What retention needs to know of a backup.</summary>
/// <param name="Parent">The id of the one that it builds on; null when it stands alone.</param>
/// <param name="ProvenAt">When it was last restored and found good; null when it never was.</param>
public sealed record RetainedBackup(string Id, DateTimeOffset TakenAt, string? Parent = null, DateTimeOffset? ProvenAt = null);
