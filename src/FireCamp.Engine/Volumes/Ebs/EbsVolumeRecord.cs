namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>A volume as FireCamp knows it, in the metadata store: who has it is decided there, by compare-and-set.</summary>
/// <param name="Token">Made up once; makes a repeated creation return the first one's volume.</param>
/// <param name="VolumeId">Null until the volume is known to exist.</param>
internal sealed record EbsVolumeRecord(string Name, string Token, long Bytes, string Zone, string? VolumeId, VolumeAttachment? Attachment);
