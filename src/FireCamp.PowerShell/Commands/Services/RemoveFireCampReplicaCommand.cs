using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Removes replicas, or the last shards, from services that run, and writes what became of each volume.</summary>
[Cmdlet(VerbsCommon.Remove, "FireCampReplica", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(VolumeOutcome), typeof(Operation))]
public sealed class RemoveFireCampReplicaCommand : ServiceOperationCmdlet
{
    /// <summary>How many fewer, in each shard.</summary>
    [Parameter(Position = 1)]
    public int? Count { get; set; }

    /// <summary>The members that go.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string[] Member { get; set; } = [];

    /// <summary>How many of the last shards go, once their data is moved to the others.</summary>
    [Parameter]
    public int? Shards { get; set; }

    /// <summary>Delete their volumes with all data on them.</summary>
    [Parameter]
    public SwitchParameter RemoveVolumes { get; set; }

    /// <summary>Begin although the service's window is shut or an approval is missing; an event tells of it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override Task<OperationPlan> PlanAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => cluster.PlanRemoveReplicasAsync(
            new RemoveReplicasRequest
            {
                Name = service.Name,
                Count = Count,
                Members = service.Member is { } member ? [member] : Member,
                Shards = Shards,
                RemoveVolumes = RemoveVolumes,
            },
            cancel);

    private protected override Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, string service, CancellationToken cancel)
    {
        var replicas = plan is RemoveShardsPlan shards ? shards.Replicas : (RemoveReplicasPlan)plan;
        return Task.FromResult<IReadOnlyList<object>>([.. replicas.Volumes.Select(v => new VolumeOutcome(plan.Cluster, v))]);
    }
}
