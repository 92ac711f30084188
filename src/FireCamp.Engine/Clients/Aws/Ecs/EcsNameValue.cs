namespace FireCamp.Engine.Clients.Aws.Ecs;

internal sealed record EcsNameValue(string Name, string Value);
