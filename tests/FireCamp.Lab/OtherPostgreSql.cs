using FireCamp.Lab.Swarm;

namespace FireCamp.Lab;

/// <summary>Another minor version of PostgreSQL than the machine's, out of Debian's archive, unpacked beside it; and a kind that has both.</summary>
/// <param name="Version">Such as <c>15.18</c>.</param>
/// <param name="Installed">The machine's, such as <c>15.20</c>.</param>
/// <param name="Catalog">A folder whose kind PostgreSQL has both, and after them <see cref="Broken"/>, whose server never starts.</param>
public sealed record OtherPostgreSql(string Version, string Installed, string Catalog)
{
    public const string Broken = "15.99";

    private const string Server = "postgresql-15";
    private const string Client = "postgresql-client-15";
    private const string Programs = "/usr/lib/postgresql/15/bin";

    private static readonly Dictionary<string, string?> NoEnvironment = [];

    /// <param name="folder">Where it is unpacked; members' users must be able to read it.</param>
    /// <returns>Null where the package lists have only one version.</returns>
    public static async Task<OtherPostgreSql?> UnpackAsync(string folder, CancellationToken cancel)
    {
        var installed = (await RunAsync("dpkg-query", ["-W", "-f=${Version}", Server], cancel)).Trim();
        var known = (await RunAsync("apt-cache", ["madison", Server], cancel)).Split('\n')
            .Select(line => line.Split('|')).Where(parts => parts.Length > 1).Select(parts => parts[1].Trim());
        if (known.FirstOrDefault(version => Upstream(version) < Upstream(installed)) is not { } other)
        {
            return null;
        }

        var root = Path.Combine(folder, "root");
        Directory.CreateDirectory(root);
        await RunAsync("sh", ["-c", $"cd '{folder}' && apt-get -qq download {Server}={other} {Client}={other}"], cancel);
        foreach (var package in Directory.GetFiles(folder, "*.deb"))
        {
            await RunAsync("dpkg-deb", ["-x", package, root], cancel);
        }

        var versions = new OtherPostgreSql($"{Upstream(other)}", $"{Upstream(installed)}", Path.Combine(folder, "catalog"));
        await versions.WriteAsync(root + Programs, Path.Combine(folder, "broken"), cancel);
        return versions;
    }

    private async Task WriteAsync(string programs, string broken, CancellationToken cancel)
    {
        var (from, to) = (Path.Combine(Checkout.Catalog, "PostgreSQL"), Path.Combine(Catalog, "PostgreSQL"));
        Directory.CreateDirectory(to);
        Directory.CreateDirectory(broken);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        var server = Path.Combine(broken, "postgres");
        await File.WriteAllTextAsync(server, "#!/bin/sh\necho 'FATAL: this version is broken' >&2\nexit 1\n", cancel);
        File.SetUnixFileMode(server, File.GetUnixFileMode(server) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var kind = await File.ReadAllTextAsync(Path.Combine(from, "catalog.yaml"), cancel);
        var (begin, end) = (kind.IndexOf("versions:", StringComparison.Ordinal), kind.IndexOf("user: postgres", StringComparison.Ordinal));
        var written = kind[..begin].Replace("defaultVersion: \"15\"", $"defaultVersion: \"{Version}\"", StringComparison.Ordinal)
            + "versions:\n" + Entry(Version, "", programs) + Entry(Installed, Version, Programs) + Entry(Broken, Installed, $"{broken}, {Programs}");
        await File.WriteAllTextAsync(Path.Combine(to, "catalog.yaml"), written + kind[end..], cancel);
    }

    private static string Entry(string version, string upgradesFrom, string searchPath)
        => $"""
              - version: "{version}"
                image: postgres:{version}
                upgradesFrom: [{(upgradesFrom.Length > 0 ? $"\"{upgradesFrom}\"" : "")}]
                binaries: [postgres, initdb, psql, pg_waldump]
                searchPath: [{searchPath}]

            """;

    // Debian's 15.18-0+deb12u1 is PostgreSQL's 15.18.
    private static Version Upstream(string package) => System.Version.Parse(package.Split('-')[0]);

    private static Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
        => SwarmScript.RunAsync(program, arguments, NoEnvironment, cancel);
}
