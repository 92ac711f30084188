namespace FireCamp.Agent.Plugin;

/// <summary>What dockerd asks of a volume driver.</summary>
/// <param name="Scope"><c>global</c>: a volume is the same on every node.</param>
internal sealed record PluginCapabilities(string Scope);
