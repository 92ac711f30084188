using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>A newer FireCamp wrote it, in a format that this one doesn't know.</summary>
public sealed class BackupTooNewException(string subject, int format, int known)
    : FireCampException("BackupTooNew", $"{subject} has format {format}; this FireCamp knows formats up to {known}.",
        "Use the FireCamp that wrote it, or a newer one.");
