using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Trees;

/// <summary>A folder tree can't be read for a backup, or not be written from one.</summary>
public sealed class TreeException(string path, string why, string nextStep, Exception? inner = null)
    : FireCampException("BackupTreeFailed", $"{path}: {why}", nextStep, inner)
{
    internal static TreeException Unreadable(string path, string why, Exception? inner = null)
        => new(path, $"it can't be backed up: {why}", "Put right what it says and take the backup again.", inner);

    internal static TreeException Unwritable(string path, string why, Exception? inner = null)
        => new(path, $"it can't be restored: {why}", "Empty the folder, put right what it says, and restore again.", inner);
}
