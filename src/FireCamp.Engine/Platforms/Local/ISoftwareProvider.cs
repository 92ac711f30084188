using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>Gets the programs that members on this machine run.</summary>
public interface ISoftwareProvider
{
    /// <summary>The software's binaries that are not found now; empty when it can be started. Changes nothing.</summary>
    IReadOnlyList<string> FindMissing(Software software);

    /// <summary>
    /// Why missing binaries can't be had here, as a sentence; null when <see cref="EnsureAsync"/> may be expected to
    /// get them.
    /// </summary>
    string? WhyNotInstallable(Software software);

    /// <summary>The software's binaries are there. A repeat is quick.</summary>
    /// <exception cref="FireCampException">They can't be had.</exception>
    Task EnsureAsync(Software software, IProgress<string> progress, CancellationToken cancel);

    /// <summary>
    /// What a process's environment needs to run the software: <c>PATH</c>; for privately unpacked packages also where
    /// libraries are.
    /// </summary>
    IReadOnlyDictionary<string, string> EnvironmentOf(Software software);
}
