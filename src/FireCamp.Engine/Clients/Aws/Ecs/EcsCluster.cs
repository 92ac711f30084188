namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <param name="Status"><c>ACTIVE</c>, <c>PROVISIONING</c>, <c>DEPROVISIONING</c>, <c>FAILED</c> or <c>INACTIVE</c>.</param>
internal sealed record EcsCluster(
    string ClusterName, string ClusterArn, string Status, int RegisteredContainerInstancesCount, int ActiveServicesCount);
