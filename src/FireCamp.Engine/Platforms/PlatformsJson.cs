using System.Text.Json.Serialization;

namespace FireCamp.Engine.Platforms;

/// <summary>How the platforms' records are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MemberUnit))]
public sealed partial class PlatformsJson : JsonSerializerContext;
