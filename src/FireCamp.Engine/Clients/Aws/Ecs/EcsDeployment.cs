namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>How ECS replaces a service's tasks, in percent of those that are meant to run.</summary>
internal sealed record EcsDeployment(int MaximumPercent, int MinimumHealthyPercent);
