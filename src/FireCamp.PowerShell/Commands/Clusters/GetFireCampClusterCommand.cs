using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Clusters;

/// <summary>Gets clusters.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampCluster")]
[OutputType(typeof(Cluster))]
public sealed class GetFireCampClusterCommand : FireCampCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    [SupportsWildcards]
    public ClusterReference[] Name { get; set; } = [new ClusterReference("*")];

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            if (!NamePatterns.IsPattern(reference.Name))
            {
                WriteObject(await Engine.Clusters.GetAsync(reference.Name, cancel));
                return;
            }

            var matches = NamePatterns.Matching(reference.Name);
            var clusters = await Engine.Clusters.ListAsync(cancel);
            WriteObject(clusters.Where(c => matches(c.Name)), enumerateCollection: true);
        });
}
