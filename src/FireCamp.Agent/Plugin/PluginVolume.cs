namespace FireCamp.Agent.Plugin;

/// <summary>A volume as dockerd sees it.</summary>
/// <param name="Mountpoint">Its folder on this node; empty while it isn't here.</param>
internal sealed record PluginVolume(string Name, string Mountpoint);
