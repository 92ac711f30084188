namespace FireCamp.Engine.Clients.Aws.Ecs;

internal sealed record EcsPlacementStrategy(string Type, string? Field = null);
