using System.Text.Json.Serialization;

namespace FireCamp.Engine.Platforms.Swarm;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SwarmSettings))]
internal sealed partial class SwarmJson : JsonSerializerContext;
