using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>A member as it was when the backup was taken.</summary>
public sealed record BackupMember(string Name, string Group, int Shard, int Index, string Zone, MemberRole Role);
