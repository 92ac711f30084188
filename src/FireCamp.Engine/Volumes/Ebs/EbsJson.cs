using System.Text.Json.Serialization;

namespace FireCamp.Engine.Volumes.Ebs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EbsVolumeRecord))]
[JsonSerializable(typeof(EbsSnapshotRecord))]
internal sealed partial class EbsJson : JsonSerializerContext;
