namespace FireCamp.Engine.Volumes;

/// <summary>Who has a directory volume, kept in a file beside its content.</summary>
/// <param name="Epoch">Of the last attachment; stays when it ends, so that an older one is refused.</param>
/// <param name="Attached">False once it was detached.</param>
internal sealed record VolumeAttachment(string Node, long Epoch, bool Attached);
