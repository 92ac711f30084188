namespace FireCamp.Engine.Health.Checks;

/// <summary>The certificate of a node's agent.</summary>
/// <param name="Expires">Null where the agent needs none, or it isn't known.</param>
/// <param name="Unknown">Why it isn't known; null when it is.</param>
public sealed record NodeCertificate(string Node, DateTimeOffset? Expires, string? Unknown);
