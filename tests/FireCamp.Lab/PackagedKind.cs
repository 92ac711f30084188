namespace FireCamp.Lab;

/// <summary>A kind as Debian packs its server, for which the package lists have more than one version.</summary>
/// <param name="Packages">The server's first: its version is the kind's.</param>
/// <param name="Programs">Folders in which the packages have their programs, and then others' that those need.</param>
/// <param name="Jars">Whether the packages have jars, which are looked for beside others'.</param>
public sealed record PackagedKind(
    string Kind, IReadOnlyList<string> Packages, IReadOnlyList<string> Binaries, IReadOnlyList<string> Programs, bool Jars = false)
{
    public static readonly PackagedKind PostgreSql = new(
        "PostgreSQL", ["postgresql-15", "postgresql-client-15"], ["postgres", "initdb", "psql", "pg_waldump"], ["/usr/lib/postgresql/15/bin"]);

    public static readonly PackagedKind Redis = new("Redis", ["redis-server", "redis-tools"], ["redis-server", "redis-cli"], ["/usr/bin"]);

    public static readonly PackagedKind ZooKeeper = new(
        "ZooKeeper", ["zookeeper", "libzookeeper-java"], ["java", "zkServer.sh"], ["/usr/share/zookeeper/bin", "/usr/lib/jvm/default-java/bin"],
        Jars: true);

    public static PackagedKind Of(string kind)
        => new[] { PostgreSql, Redis, ZooKeeper }.First(k => k.Kind == kind);
}
