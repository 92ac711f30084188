using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>An encrypted backup or segment can't be opened with the key that is given.</summary>
public sealed class BackupKeyException(string subject, string why, Exception? inner = null)
    : FireCampException("BackupKeyWrong", $"{subject} can't be decrypted: {why}",
        "Use the key file of the cluster that took it.", inner);
