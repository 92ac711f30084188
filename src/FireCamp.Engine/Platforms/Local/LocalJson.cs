using System.Text.Json.Serialization;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>How the Local platform's records are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LocalUnit))]
public sealed partial class LocalJson : JsonSerializerContext;
