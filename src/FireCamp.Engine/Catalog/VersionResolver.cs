using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Finds the version that a user means.</summary>
public static class VersionResolver
{
    /// <summary>The version named, or the kind's default one when null or empty.</summary>
    /// <exception cref="NotFoundException"><c>VersionNotFound</c>: the kind has no such version; the next step lists
    /// those it has.</exception>
    public static VersionDefinition Resolve(ServiceDefinition definition, string? version)
    {
        var wanted = string.IsNullOrWhiteSpace(version) ? definition.DefaultVersion : version.Trim();
        return definition.Versions.FirstOrDefault(v => v.Version.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new NotFoundException("Version", wanted, NextStep(definition)) { Target = definition.Kind };
    }

    private static string NextStep(ServiceDefinition definition)
        => $"{definition.Kind} has {string.Join(", ", definition.Versions.Select(v => v.Version))}"
            + $" (default {definition.DefaultVersion}): give one of them.";
}
