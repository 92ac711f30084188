using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>Programs that are on this machine already, found on the software's search path and the system's.</summary>
public sealed class InstalledSoftware : ISoftwareProvider
{
    private const string SystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public IReadOnlyList<string> FindMissing(Software software)
        => [.. software.Binaries.Where(b => !FoldersOf(software).Any(folder => IsExecutable(Path.Combine(folder, b))))];

    public string? WhyNotInstallable(Software software)
        => FindMissing(software) is { Count: > 0 } missing ? $"{string.Join(", ", missing)} can't be found on this machine." : null;

    public Task EnsureAsync(Software software, IProgress<string> progress, CancellationToken cancel)
        => FindMissing(software) is { Count: > 0 } missing
            ? throw new FireCampException("SoftwareMissing", $"{string.Join(", ", missing)} can't be found on this machine.",
                $"Install the Debian packages {string.Join(", ", software.Packages)}.")
            : Task.CompletedTask;

    public IReadOnlyDictionary<string, string> EnvironmentOf(Software software)
        => new Dictionary<string, string> { ["PATH"] = string.Join(':', FoldersOf(software)) };

    private static IEnumerable<string> FoldersOf(Software software) => [.. software.SearchPath, .. SystemPath.Split(':')];

    private static bool IsExecutable(string path)
        => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
}
