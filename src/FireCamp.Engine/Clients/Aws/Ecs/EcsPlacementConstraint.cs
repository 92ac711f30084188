namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>Which instances may run a task.</summary>
/// <param name="Type"><c>memberOf</c> or <c>distinctInstance</c>.</param>
/// <param name="Expression">In ECS's query language, such as <c>attribute:ecs.availability-zone == us-east-1a</c>.</param>
internal sealed record EcsPlacementConstraint(string Type, string? Expression = null);
