namespace FireCamp.Shell.Startup;

/// <summary>Imports the module that the environment names, so that every way to start has its commands.</summary>
internal static class ModuleImport
{
    public const string Variable = "FIRECAMP_MODULE";

    /// <summary>
    /// Returns true when the module named by FIRECAMP_MODULE is loaded, or when none is named. A manifest that is
    /// missing or can't be loaded is reported: a shell without its commands would fail later and less clearly.
    /// </summary>
    public static bool TryRun(PipelineRunner runner)
    {
        var manifest = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(manifest)
            || runner.Run(shell => shell
                .AddCommand("Import-Module")
                .AddParameter("Name", manifest)
                .AddParameter("Global")
                .AddParameter("ErrorAction", "Stop"));
    }
}
