using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Adds replicas, from snapshots where there are any, or whole shards, to which data moves, to services that run.</summary>
[Cmdlet(VerbsCommon.Add, "FireCampReplica", SupportsShouldProcess = true)]
[OutputType(typeof(Member), typeof(Operation))]
public sealed class AddFireCampReplicaCommand : ServiceOperationCmdlet
{
    /// <summary>How many more, in each shard.</summary>
    [Parameter(Position = 1)]
    public int? Count { get; set; }

    /// <summary>The zones that they go to, in turn.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ZoneCompleter))]
    public string[] Zone { get; set; } = [];

    /// <summary>How many more shards, each with as many members as the others.</summary>
    [Parameter]
    public int? Shards { get; set; }

    /// <summary>Begin although the service's window is shut or an approval is missing; an event tells of it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override Task<OperationPlan> PlanAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => cluster.PlanAddReplicasAsync(
            new AddReplicasRequest { Name = service.Name, Count = Count, Zones = Zone, Shards = Shards }, cancel);

    private protected override async Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, string service, CancellationToken cancel)
    {
        var replicas = plan is AddShardsPlan shards ? shards.Replicas : (AddReplicasPlan)plan;
        var added = replicas.New.Select(m => m.Name).ToHashSet();
        return [.. (await cluster.ListMembersAsync(service, cancel)).Where(m => added.Contains(m.Name))];
    }
}
