using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Local.Packages;

/// <summary>Programs that members need aren't on this machine and can't be had.</summary>
public sealed class SoftwareMissingException(Software software, IReadOnlyList<string> missing, string why)
    : FireCampException("SoftwareMissing", $"{string.Join(", ", missing)} can't be found on this machine. {why}", NextStepFor(software))
{
    private static string NextStepFor(Software software) => software.Packages.Count == 0
        ? $"Install {string.Join(", ", software.Binaries)} so that they are on the search path, or choose another version."
        : $"Install the Debian packages {string.Join(", ", software.Packages)} ('apt-get install …'), "
            + "or choose a version that this machine's Debian has.";
}
