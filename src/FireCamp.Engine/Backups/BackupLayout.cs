using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>Where things lie in a backup store; docs/backups.md shows it.</summary>
internal static class BackupLayout
{
    public const string Backups = "backups/";

    public const string Segments = "segments/";

    public static string Service(string service) => $"{Backups}{NameRules.Key(service)}/";

    public static string Folder(string service, string backup) => $"{Service(service)}{NameRules.Key(backup)}/";

    public static string Manifest(string service, string backup) => $"{Folder(service, backup)}manifest.json";

    /// <summary>Where it is noted that the backup was restored and found good.</summary>
    public static string Proofs(string service, string backup) => $"{Folder(service, backup)}proven/";

    public static string Archive(string archive) => $"{Segments}{NameRules.Key(archive)}/";
}
