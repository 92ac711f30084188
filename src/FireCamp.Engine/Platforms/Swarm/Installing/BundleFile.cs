namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>A file of what a node gets.</summary>
/// <param name="Name">With <c>/</c> for a folder.</param>
/// <param name="Open">Its content, each time from the start.</param>
internal sealed record BundleFile(string Name, Func<Stream> Open);
