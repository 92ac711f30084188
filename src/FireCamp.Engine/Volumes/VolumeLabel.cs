namespace FireCamp.Engine.Volumes;

/// <summary>What a directory volume or a snapshot was made as, kept in a file beside its content.</summary>
internal sealed record VolumeLabel(string Name, long Bytes, string Zone);
