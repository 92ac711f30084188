using System.Text.Json.Serialization;

namespace FireCamp.Engine.Metadata;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NodeLease))]
[JsonSerializable(typeof(MemberClaim))]
[JsonSerializable(typeof(AddressTaking))]
public sealed partial class MetadataJson : JsonSerializerContext;
