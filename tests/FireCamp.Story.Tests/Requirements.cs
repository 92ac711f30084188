using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Processes;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests;

/// <summary>What a story needs besides FireCamp; one that lacks it is skipped by the name of what is missing.</summary>
internal static class Requirements
{
    private const string PackageLists = "/var/lib/apt/lists";

    public static void RequireAgent() => Assert.SkipUnless(File.Exists(Checkout.Agent), $"missing: {Checkout.Agent} (eng/build)");

    public static void RequireShell() => Assert.SkipUnless(PowerShellProcess.IsBuilt, $"missing: {Checkout.Shell} (eng/build)");

    public static async Task RequireSwarmLabAsync()
    {
        var missing = await SwarmLabRequirements.MissingAsync();
        Assert.SkipUnless(missing.Length == 0, $"missing: {missing}");
    }

    public static void RequirePostgreSql() => RequirePackage("postgresql-15", "/usr/lib/postgresql/15/bin/postgres");

    public static void RequireRedis() => RequirePackage("redis-server", "/usr/bin/redis-server");

    public static void RequireZooKeeper() => RequirePackage("zookeeper", "/usr/share/java/zookeeper.jar");

    /// <summary>Packages of another suite can be had, or are there.</summary>
    public static void RequireSuite(string suite, string package)
        => Assert.SkipUnless(
            Directory.Exists($"/var/lib/firecamp/packages/{suite}-{package}") || HasLists(),
            $"missing: the package {package} of Debian {suite}, and no package lists to get it by");

    public static void RequireZooKeeperShell()
    {
        RequireZooKeeper();
        Assert.SkipUnless(ZooKeeperShell.IsThere, "missing: the package zookeeper with a Java runtime (zkCli)");
    }

    private static bool HasLists() => Directory.Exists(PackageLists) && Directory.EnumerateFiles(PackageLists, "*_Packages*").Any();

    /// <summary>The program is there, or FireCamp can get the package.</summary>
    private static void RequirePackage(string package, string program)
    {
        Assert.SkipUnless(File.Exists(program) || HasLists(), $"missing: the package {package}, and no package lists to get it by");
    }
}
