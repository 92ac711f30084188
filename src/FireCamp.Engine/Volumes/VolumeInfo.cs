using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes;

/// <summary>A volume as it is.</summary>
/// <param name="Node">The node that it is attached to, or null.</param>
/// <param name="Epoch">The epoch of the last attachment; 0 when there was none.</param>
/// <param name="Location">Where its content is: a folder, a cloud's volume id.</param>
public sealed record VolumeInfo(string Name, ByteSize Size, string Zone, string? Node, long Epoch, string Location);
