using FireCamp.Engine;

namespace FireCamp.PowerShell.Sessions;

/// <summary>Where the module's own files are, and what the environment says.</summary>
internal static class ModuleSettings
{
    /// <summary>Folders of the user's own kinds, separated like PATH.</summary>
    public const string CatalogVariable = "FIRECAMP_CATALOG";

    /// <summary>The cluster that cmdlets work on when none is named.</summary>
    public const string ClusterVariable = "FIRECAMP_CLUSTER";

    private static readonly string Bin = Path.GetDirectoryName(typeof(ModuleSettings).Assembly.Location)!;

    /// <summary>The module's folder, which has its manifest.</summary>
    public static string Root { get; } = Path.GetDirectoryName(Bin)!;

    public static string? DefaultCluster => Variable(ClusterVariable);

    public static EngineSettings Read() => new()
    {
        CatalogFolders = [Path.Combine(Root, "Catalog"), .. UserCatalogs()],
        AgentPath = Path.Combine(Bin, "agent", "FireCamp.Agent.dll"),
    };

    /// <summary>Whether an engine made with one may serve where the other is wanted.</summary>
    public static bool Agree(EngineSettings one, EngineSettings other)
        => one.Home == other.Home && one.CatalogFolders.SequenceEqual(other.CatalogFolders);

    private static string[] UserCatalogs()
        => (Variable(CatalogVariable) ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
