using System.Collections;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Tags as users write them.</summary>
internal static class BackupTags
{
    public static IReadOnlyDictionary<string, string> Read(Hashtable tags)
        => tags.Cast<DictionaryEntry>().ToDictionary(t => $"{t.Key}", t => $"{t.Value}");

    /// <summary>Whether the backup has all of them; a tag's value may be a pattern.</summary>
    public static bool Has(Backup backup, IReadOnlyDictionary<string, string> tags)
        => tags.All(t => backup.Tags.TryGetValue(t.Key, out var value) && Cmdlets.NamePatterns.Matching(t.Value)(value));
}
