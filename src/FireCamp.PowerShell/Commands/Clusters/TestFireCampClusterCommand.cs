using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Clusters;

/// <summary>Checks clusters, and writes what each check found.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FireCampCluster")]
[OutputType(typeof(ClusterCheck), typeof(bool))]
public sealed class TestFireCampClusterCommand : FireCampCmdlet
{
    /// <summary>The clusters; without it, the default one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public ClusterReference[] Cluster { get; set; } = [];

    /// <summary>Write only whether no check failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        IReadOnlyList<string> names = Cluster.Length > 0
            ? [.. Cluster.Select(c => c.Name)]
            : [await DefaultCluster.FindAsync(Engine, cancel)];
        await ForEachAsync(names, async name =>
        {
            var checks = await Engine.Links.TestAsync(name, cancel);
            if (Quiet)
            {
                WriteObject(checks.All(c => c.Outcome != CheckOutcome.Failed));
            }
            else
            {
                WriteObject(checks, enumerateCollection: true);
            }
        });
    }
}
