using System.Text.Json.Serialization;

namespace FireCamp.Engine.Model;

/// <summary>How the model's records are written as JSON. Generated at build time: reflection costs start-up time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClusterSpec))]
[JsonSerializable(typeof(ServiceSpec))]
[JsonSerializable(typeof(ServiceRevision))]
[JsonSerializable(typeof(MemberSpec))]
[JsonSerializable(typeof(MemberOutline))]
[JsonSerializable(typeof(MemberReport))]
[JsonSerializable(typeof(MemberUsage))]
[JsonSerializable(typeof(MemberArchive))]
[JsonSerializable(typeof(ServicePolicy))]
[JsonSerializable(typeof(BackupStoreSetting))]
[JsonSerializable(typeof(EventRecord))]
[JsonSerializable(typeof(LogLine))]
public sealed partial class ModelJson : JsonSerializerContext;
