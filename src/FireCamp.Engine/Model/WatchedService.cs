namespace FireCamp.Engine.Model;

/// <summary>A service and its members as they are seen at one moment.</summary>
/// <param name="Members">In plan order.</param>
public sealed record WatchedService(Service Service, IReadOnlyList<Member> Members);
