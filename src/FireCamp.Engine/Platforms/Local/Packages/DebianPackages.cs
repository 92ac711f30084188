using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Local.Packages;

/// <summary>Programs from Debian packages: the system's, or unpacked into a private folder where nobody is root to install them.</summary>
/// <remarks>Packages of a suite that isn't this machine's are always unpacked, each set of them into a folder of its own.</remarks>
/// <param name="folder">Where packages are unpacked privately: <see cref="LocalPaths.PackagesFolder"/>. Made when it is needed.</param>
/// <param name="shared">Where root unpacks those of another suite, for all homes of this machine.</param>
public sealed class DebianPackages(string folder, string shared = "/var/lib/firecamp/packages") : ISoftwareProvider
{
    private const string Release = "/etc/os-release";

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] SystemPath = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    private static readonly string[] LibraryParents = ["/usr/lib", "/lib"];

    private static readonly string[] Tools = ["apt-get", "dpkg-deb", "bash", "flock"];

    private readonly string root = Path.Combine(folder, "root");

    /// <inheritdoc/>
    public IReadOnlyList<string> FindMissing(Software software)
        => [.. software.Binaries.Where(b => Find(b, FoldersOf(software)) is null)];

    /// <inheritdoc/>
    public string? WhyNotInstallable(Software software) => FindMissing(software) switch
    {
        [] => null,
        var missing when software.Packages.Count == 0 => $"No Debian package is known that holds {string.Join(", ", missing)}.",
        var missing when Tools.FirstOrDefault(t => Find(t, SystemPath) is null) is { } tool
            => $"This machine lacks {tool}, so {string.Join(", ", missing)} can't come from Debian packages.",
        _ => null,
    };

    /// <inheritdoc/>
    /// <exception cref="SoftwareMissingException">They can't be had; says why.</exception>
    public async Task EnsureAsync(Software software, IProgress<string> progress, CancellationToken cancel)
    {
        if (FindMissing(software).Count == 0)
        {
            return;
        }

        if (WhyNotInstallable(software) is { } why)
        {
            throw new SoftwareMissingException(software, FindMissing(software), why);
        }

        progress.Report($"Getting the Debian packages {string.Join(", ", software.Packages)}");
        var place = IsForeign(software) ? SuitesFolder : Environment.IsPrivilegedProcess ? null : folder;
        var failure = await PackageScript.RunAsync(software, place, cancel).ConfigureAwait(false);
        if (FindMissing(software) is { Count: > 0 } missing)
        {
            throw new SoftwareMissingException(software, missing, failure ?? "The packages don't hold them.");
        }
    }

    /// <inheritdoc/>
    /// <remarks>The private folder's libraries are named only where one of the programs comes from it: others have their own.</remarks>
    public IReadOnlyDictionary<string, string> EnvironmentOf(Software software)
    {
        var folders = FoldersOf(software);
        if (IsForeign(software))
        {
            return new Dictionary<string, string> { ["PATH"] = string.Join(':', [.. folders, .. SystemPath]) };
        }

        var environment = new Dictionary<string, string> { ["PATH"] = string.Join(':', folders) };
        if (software.Binaries.Any(b => Find(b, folders)?.StartsWith(root, StringComparison.Ordinal) == true))
        {
            environment["LD_LIBRARY_PATH"] = string.Join(':', LibraryFolders());
        }

        return environment;
    }

    private string SuitesFolder => Environment.IsPrivilegedProcess ? shared : folder;

    /// <summary>Whether the packages are another Debian suite's than this machine's. What isn't Debian must have the programs itself.</summary>
    private static bool IsForeign(Software software)
        => software.Suite is { } suite && ReleaseLines().Contains("ID=debian") && !ReleaseLines().Contains($"VERSION_CODENAME={suite}");

    private static string[] ReleaseLines() => File.Exists(Release) ? File.ReadAllLines(Release) : [];

    /// <remarks>What the system has by the same name is another version than the suite's.</remarks>
    private string[] FoldersOf(Software software) => IsForeign(software)
        ? [Path.Combine(SuitesFolder, $"{software.Suite}-{software.Packages[0].Split('=')[0]}", "bin")]
        : [.. software.SearchPath, .. software.SearchPath.Select(InRoot).Where(Directory.Exists), .. SystemPath];

    /// <summary>Debian keeps libraries in a folder named by the machine's kind, such as <c>x86_64-linux-gnu</c>.</summary>
    private IEnumerable<string> LibraryFolders()
        => LibraryParents.Select(InRoot).Where(Directory.Exists).SelectMany(f => Directory.GetDirectories(f, "*-linux-gnu*"));

    private string InRoot(string path) => root + path;

    private static string? Find(string binary, IEnumerable<string> folders)
        => folders.Select(f => Path.Combine(f, binary)).FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string path)
        => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
}
