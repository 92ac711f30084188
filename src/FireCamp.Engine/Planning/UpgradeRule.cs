using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Which versions a service can be upgraded to in place: those of which its kind says so.</summary>
internal static class UpgradeRule
{
    /// <summary>The version that the service has afterwards.</summary>
    /// <param name="mistakes">Gets what is wrong with the version asked for.</param>
    /// <exception cref="NotFoundException">The kind has no such version.</exception>
    public static VersionDefinition Resolve(
        ServiceDefinition definition, ServiceSpec service, UpdateServiceRequest request, List<Mistake> mistakes)
    {
        var current = VersionResolver.Resolve(definition, service.Version);
        var wanted = request.Version is null ? current : VersionResolver.Resolve(definition, request.Version);
        if (wanted != current && !wanted.UpgradesFrom.Contains(current.Version))
        {
            mistakes.Add(new Mistake("Version", Why(definition, current, wanted)));
        }

        if ((request.Version is not null || request.Image is not null) && (request.UserNames.Count > 0 || request.Renewed.Count > 0))
        {
            mistakes.Add(new Mistake("Credential", "the primary changes with an upgrade: change passwords by themselves, before or after."));
        }

        return wanted;
    }

    /// <summary>Whether members run other programs afterwards.</summary>
    public static bool IsUpgrade(ServiceSpec before, ServiceSpec after) => before.Version != after.Version || before.Image != after.Image;

    private static string Why(ServiceDefinition definition, VersionDefinition current, VersionDefinition wanted)
    {
        var versions = definition.Versions.ToList();
        if (versions.IndexOf(wanted) < versions.IndexOf(current))
        {
            return $"{definition.Kind} {wanted.Version} is older than {current.Version}, and can't read what that has written.";
        }

        var next = versions.Where(v => v.UpgradesFrom.Contains(current.Version)).Select(v => v.Version).ToList();
        return $"{definition.Kind} {wanted.Version} doesn't take over the data of {current.Version} in place: make a new service of that version, "
            + "and carry the data over by the engine's own dump. "
            + (next.Count > 0 ? $"In place it can become {string.Join(", ", next)}." : $"In place {current.Version} can become no other version.");
    }
}
