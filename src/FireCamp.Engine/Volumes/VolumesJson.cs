using System.Text.Json.Serialization;

namespace FireCamp.Engine.Volumes;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VolumeAttachment))]
[JsonSerializable(typeof(VolumeLabel))]
internal sealed partial class VolumesJson : JsonSerializerContext;
