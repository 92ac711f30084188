using FireCamp.Engine.Platforms.Swarm.Installing;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>What progress bars show of agents that are installed.</summary>
internal static class AgentInstallation
{
    public const string Activity = "Install agents";

    public static System.Management.Automation.ProgressRecord Progress(AgentInstallProgress progress)
        => ProgressRecords.Of(Activity, $"{progress.Node}: {progress.Message}", progress.Total > 0 ? 100 * progress.Done / progress.Total : -1);
}
