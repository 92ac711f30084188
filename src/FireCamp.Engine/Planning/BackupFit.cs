using FireCamp.Engine.Backups;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Whether a service can read what a backup holds.</summary>
internal static class BackupFit
{
    /// <param name="version">The service's version.</param>
    /// <exception cref="InvalidInputException"><c>BackupUnfit</c>: it is of another kind, or of a version whose data isn't read.</exception>
    public static void Require(BackupManifest backup, ServiceDefinition definition, string version)
    {
        var mistakes = new List<Mistake>();
        if (!backup.Kind.Equals(definition.Kind, StringComparison.OrdinalIgnoreCase))
        {
            mistakes.Add(new Mistake("Kind", $"it is of a {backup.Kind} service, not {definition.Kind}."));
        }
        else if (backup.Version != version && !VersionResolver.Resolve(definition, version).UpgradesFrom.Contains(backup.Version))
        {
            mistakes.Add(new Mistake(
                "Version", $"it is of {backup.Kind} {backup.Version}, whose data {version} doesn't read: restore it into one of that version."));
        }

        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("BackupUnfit", $"Backup '{backup.Id}'", mistakes);
        }
    }
}
