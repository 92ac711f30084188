namespace FireCamp.Engine.Clients.Aws.Ecs;

internal sealed record EcsTag(string Key, string Value);
