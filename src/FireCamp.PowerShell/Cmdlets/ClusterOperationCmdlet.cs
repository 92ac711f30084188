using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Plans a change of existing clusters, shows the plan, asks, and carries it out.</summary>
public abstract class ClusterOperationCmdlet : FireCampCmdlet
{
    private protected ClusterOperationCmdlet()
    {
    }

    /// <summary>The clusters, by name, with wildcards, or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    [SupportsWildcards]
    public ClusterReference[] Name { get; set; } = [];

    /// <summary>Run as a background job and return the job at once.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>How long it may take: seconds, or text such as 90s or 5m.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    private protected abstract Task<OperationPlan> PlanAsync(string cluster, CancellationToken cancel);

    /// <summary>What the cmdlet writes once the plan is carried out.</summary>
    private protected abstract Task<IReadOnlyList<object>> ReadOutputAsync(string cluster, CancellationToken cancel);

    private protected sealed override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
            await ForEachAsync(await ExpandAsync(reference.Name, cancel), name => ProcessClusterAsync(name, cancel)));

    private async Task ProcessClusterAsync(string name, CancellationToken cancel)
    {
        var plan = await PlanAsync(name, cancel);
        if (!Approve(plan))
        {
            return;
        }

        var clusters = Engine.Clusters;
        var run = new OperationRun($"{plan.Operation} {name}", name, async (progress, token) =>
        {
            await clusters.RunAsync(plan, progress, token);
            return await ReadOutputAsync(name, token);
        })
        {
            Timeout = Timeout,
        };
        await CarryOutAsync(run, AsJob, cancel);
    }

    private async Task<IReadOnlyList<string>> ExpandAsync(string name, CancellationToken cancel)
    {
        if (!NamePatterns.IsPattern(name))
        {
            return [name];
        }

        var matches = NamePatterns.Matching(name);
        IReadOnlyList<Cluster> clusters = await Engine.Clusters.ListAsync(cancel);
        return [.. clusters.Select(c => c.Name).Where(matches)];
    }
}
