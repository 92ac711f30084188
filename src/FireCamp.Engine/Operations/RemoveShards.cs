using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Removes the last shards of a service that runs: their data moves to the others, then their members go as replicas do.</summary>
/// <remarks>
/// Running throughout. Until the others have forgotten the members an unwind brings them back with their share of the data; from then on it can
/// only go on.
/// </remarks>
internal sealed class RemoveShards : IOperation<RemoveShardsPlan>
{
    public string Name => RemoveShardsPlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<RemoveShardsPlan>> Steps { get; } = ShardData.MovedBehind(
        StepLift.Of<RemoveShardsPlan, RemoveReplicasPlan>(new RemoveReplicas().Steps, plan => plan.Replicas), "record-service", plan => plan.Move);
}
