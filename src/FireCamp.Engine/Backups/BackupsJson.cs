using System.Text.Json.Serialization;

namespace FireCamp.Engine.Backups;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(Model.BackupProof))]
[JsonSerializable(typeof(Segments.SegmentHeader))]
[JsonSerializable(typeof(Policies.BackupPolicySpec))]
internal sealed partial class BackupsJson : JsonSerializerContext;
