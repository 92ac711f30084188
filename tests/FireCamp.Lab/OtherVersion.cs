using FireCamp.Engine;
using FireCamp.Lab.Swarm;

namespace FireCamp.Lab;

/// <summary>An older packaged version of a kind than the machine's, out of Debian's archive, unpacked beside it; and a kind that has both.</summary>
/// <param name="Version">Such as <c>15.18-0+deb12u1</c>.</param>
/// <param name="Installed">The machine's, such as <c>15.20-0+deb12u1</c>.</param>
/// <param name="Catalog">A folder whose kind has both, and after them <see cref="Broken"/>, whose server never starts.</param>
public sealed record OtherVersion(string Version, string Installed, string Catalog)
{
    private const string Jars = "/usr/share/java";

    private static readonly Dictionary<string, string?> NoEnvironment = [];

    public string Broken => $"{Installed}.broken";

    /// <summary>Of a session in the lab's home that knows this catalog's kind in place of the checkout's.</summary>
    public EngineSettings SettingsIn(LabCluster lab) => new()
    {
        Home = lab.Home, CatalogFolders = [Catalog, Checkout.Catalog], AgentPath = Checkout.Agent, Actor = "lab@here",
    };

    /// <param name="folder">Where it is unpacked; members' users must be able to read it.</param>
    /// <returns>Null where the package lists have no older version.</returns>
    public static async Task<OtherVersion?> UnpackAsync(PackagedKind kind, string folder, CancellationToken cancel)
    {
        var installed = (await RunAsync("dpkg-query", ["-W", "-f=${Version}", kind.Packages[0]], cancel)).Trim();
        var known = (await RunAsync("apt-cache", ["madison", kind.Packages[0]], cancel)).Split('\n')
            .Select(line => line.Split('|')).Where(parts => parts.Length > 1).Select(parts => parts[1].Trim());
        string? older = null;
        foreach (var version in known)
        {
            older ??= await IsOlderAsync(version, installed, cancel) ? version : null;
        }

        if (older is null)
        {
            return null;
        }

        var root = Path.Combine(folder, "root");
        Directory.CreateDirectory(root);
        var wanted = string.Join(' ', kind.Packages.Select(p => $"{p}={older}"));
        await RunAsync("sh", ["-c", $"cd '{folder}' && apt-get -qq download {wanted}"], cancel);
        foreach (var package in Directory.GetFiles(folder, "*.deb"))
        {
            await RunAsync("dpkg-deb", ["-x", package, root], cancel);
        }

        if (kind.Jars)
        {
            await RunAsync("sh", ["-c", $"for jar in {Jars}/*.jar; do [ -e '{root}'$jar ] || ln -s $jar '{root}'$jar; done"], cancel);
        }

        var versions = new OtherVersion(Upstream(older), Upstream(installed), Path.Combine(folder, "catalog"));
        await versions.WriteAsync(kind, root, Path.Combine(folder, "broken"), cancel);
        return versions;
    }

    private async Task WriteAsync(PackagedKind kind, string root, string broken, CancellationToken cancel)
    {
        var (from, to) = (Path.Combine(Checkout.Catalog, kind.Kind), Path.Combine(Catalog, kind.Kind));
        Directory.CreateDirectory(to);
        Directory.CreateDirectory(broken);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        var server = Path.Combine(broken, kind.Binaries[0]);
        await File.WriteAllTextAsync(server, "#!/bin/sh\necho 'FATAL: this version is broken' >&2\nexit 1\n", cancel);
        File.SetUnixFileMode(server, File.GetUnixFileMode(server) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var text = await File.ReadAllTextAsync(Path.Combine(from, "catalog.yaml"), cancel);
        var (begin, end) = (text.IndexOf("defaultVersion:", StringComparison.Ordinal), text.IndexOf("\nuser: ", StringComparison.Ordinal) + 1);
        var written = text[..begin] + $"defaultVersion: \"{Version}\"\nversions:\n"
            + Entry(kind, Version, "", [root + kind.Programs[0], .. kind.Programs])
            + Entry(kind, Installed, Version, kind.Programs)
            + Entry(kind, Broken, Installed, [broken, .. kind.Programs]);
        // What a server says of itself has no package's revision.
        var rest = text[end..].Replace("VERSION: \"{{ service.version }}\"", $"VERSION: \"{Version.Split('-')[0]}\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(to, "catalog.yaml"), written + rest, cancel);
    }

    private static string Entry(PackagedKind kind, string version, string upgradesFrom, IReadOnlyList<string> searchPath)
        => $"""
              - version: "{version}"
                image: none:{version}
                upgradesFrom: [{(upgradesFrom.Length > 0 ? $"\"{upgradesFrom}\"" : "")}]
                binaries: [{string.Join(", ", kind.Binaries)}]
                searchPath: [{string.Join(", ", searchPath)}]

            """;

    // The epoch is of the packages' order alone.
    private static string Upstream(string package) => package[(package.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static async Task<bool> IsOlderAsync(string version, string than, CancellationToken cancel)
        => (await RunAsync("sh", ["-c", $"if dpkg --compare-versions '{version}' lt '{than}'; then echo older; fi"], cancel)).Trim() == "older";

    private static Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
        => SwarmScript.RunAsync(program, arguments, NoEnvironment, cancel);
}
