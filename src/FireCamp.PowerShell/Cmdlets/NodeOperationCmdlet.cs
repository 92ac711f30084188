using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Plans a change of nodes, shows the plan, asks, and carries it out: one node after the other.</summary>
public abstract class NodeOperationCmdlet : ConnectedCmdlet
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    private protected NodeOperationCmdlet()
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

    /// <summary>Run as a background job and return the job at once.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>How long it may take: seconds, or text such as 90s or 5m.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Whether it begins whatever the policies of the services say that it disrupts.</summary>
    private protected virtual bool IsForced => false;

    private protected abstract Task<OperationPlan> PlanAsync(ClusterEngine cluster, string node, CancellationToken cancel);

    private protected sealed override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            await ForEachAsync(
                await NodeNames.ExpandAsync(cluster, reference.Name, cancel), node => ProcessNodeAsync(cluster, node, cancel));
        });

    private async Task ProcessNodeAsync(ClusterEngine cluster, string node, CancellationToken cancel)
    {
        var plan = await PlanAsync(cluster, node, cancel);
        if (!Approve(plan, PolicyWords.Of(await cluster.Queue.JudgeAsync(plan, cancel), IsForced)))
        {
            return;
        }

        var run = new OperationRun($"{plan.Operation} {node}", node, async (progress, token) =>
        {
            var operation = await cluster.Queue.SubmitAsync(plan, NoSecrets, IsForced, progress, token);
            if (operation.State == OperationState.Queued)
            {
                return [operation];
            }

            return PassThru ? [.. (await cluster.ListNodesAsync(token)).Where(n => n.Name.Equals(node, StringComparison.OrdinalIgnoreCase))] : [];
        })
        {
            Timeout = Timeout,
        };
        await CarryOutAsync(run, AsJob, cancel);
    }
}
