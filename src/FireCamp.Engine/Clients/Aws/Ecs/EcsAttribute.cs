namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>Something that is known of a container instance, such as its zone.</summary>
/// <param name="TargetId">The instance's id, where one is set.</param>
internal sealed record EcsAttribute(string Name, string? Value = null, string? TargetType = null, string? TargetId = null);
