using System.Management.Automation;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.Pump;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Clusters;

/// <summary>Replaces the certificate authority by which a cluster's agents and engines trust each other.</summary>
[Cmdlet(VerbsData.Update, "FireCampAuthority", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UpdateFireCampAuthorityCommand : FireCampCmdlet
{
    private const string Activity = "Replace the authority";

    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public ClusterReference? Cluster { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var cluster = Cluster?.Name ?? await DefaultCluster.FindAsync(Engine, cancel);
        if (!ShouldProcess($"cluster '{cluster}'", "Replace the certificate authority"))
        {
            return;
        }

        using var progress = new Throttled<string>(text => WriteProgress(ProgressRecords.Of(Activity, text, -1)), Time);
        await Engine.Agents.ReplaceAuthorityAsync(cluster, progress, cancel);
        WriteProgress(ProgressRecords.Completed(Activity));
    }
}
