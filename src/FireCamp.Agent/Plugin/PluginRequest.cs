namespace FireCamp.Agent.Plugin;

/// <summary>What dockerd sends; each call has some of it.</summary>
/// <param name="Name">The volume.</param>
/// <param name="ID">Of a mount: its own, which dockerd makes up; the unmount has the same.</param>
internal sealed record PluginRequest(string? Name = null, string? ID = null);
