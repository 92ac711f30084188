using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Changes nodes, given by name, by wildcard or as objects: silent, unless <c>-PassThru</c> asks for the node.</summary>
public abstract class NodeCmdlet : ConnectedCmdlet
{
    private protected NodeCmdlet()
    {
    }

    /// <summary>The nodes, by name, with wildcards, or as objects; a member stands for the node that runs it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NodeCompleter))]
    [SupportsWildcards]
    public NodeReference[] Name { get; set; } = [];

    /// <summary>Write the node once it is done.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done to a node, for people.</summary>
    private protected abstract string Change { get; }

    private protected abstract Task<NodeStatus> ChangeAsync(ClusterEngine cluster, string node, CancellationToken cancel);

    private protected sealed override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            await ForEachAsync(await NodeNames.ExpandAsync(cluster, reference.Name, cancel), async node =>
            {
                if (!ShouldProcess($"node '{node}' of cluster '{cluster.Name}'", Change))
                {
                    return;
                }

                WriteProgress(ProgressRecords.Of($"{Change}: {node}", "", -1));
                var status = await ChangeAsync(cluster, node, cancel);
                WriteProgress(ProgressRecords.Completed($"{Change}: {node}"));
                if (PassThru)
                {
                    WriteObject(status);
                }
            });
        });
}
