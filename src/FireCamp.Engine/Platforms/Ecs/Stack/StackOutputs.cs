namespace FireCamp.Engine.Platforms.Ecs.Stack;

/// <summary>What a cluster's stack made, as far as others have to know.</summary>
public sealed record StackOutputs(
    string VpcId, string ZoneId, string KeyArn, string TableName, string EcsCluster, string LogGroup, string AppAccessGroup)
{
    internal static StackOutputs Of(IReadOnlyDictionary<string, string> outputs) => new(
        outputs[nameof(VpcId)], outputs[nameof(ZoneId)], outputs[nameof(KeyArn)], outputs[nameof(TableName)], outputs[nameof(EcsCluster)],
        outputs[nameof(LogGroup)], outputs[nameof(AppAccessGroup)]);
}
