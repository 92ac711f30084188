using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Adds shards to a service that runs: their members come and join as replicas do, empty; then data moves to them.</summary>
/// <remarks>Running throughout. An unwind moves the data back and leaves nothing of the new members.</remarks>
internal sealed class AddShards : IOperation<AddShardsPlan>
{
    public string Name => AddShardsPlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<AddShardsPlan>> Steps { get; } = ShardData.MovedBehind(
        StepLift.Of<AddShardsPlan, AddReplicasPlan>(new AddReplicas().Steps, plan => plan.Replicas), "join-member", plan => plan.Move);
}
