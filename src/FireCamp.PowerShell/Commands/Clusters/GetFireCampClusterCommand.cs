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
            var matches = NamePatterns.Matching(reference.Name);
            var clusters = await Engine.Clusters.ListAsync(cancel);
            var found = clusters.Where(c => matches(c.Name)).ToList();
            if (found.Count == 0 && !NamePatterns.IsPattern(reference.Name))
            {
                found.Add(await Engine.Clusters.GetAsync(reference.Name, cancel));
            }

            WriteObject(found, enumerateCollection: true);
        });
}
