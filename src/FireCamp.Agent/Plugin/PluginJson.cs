using System.Text.Json.Serialization;

namespace FireCamp.Agent.Plugin;

/// <summary>How dockerd and volume drivers write to each other.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PluginRequest))]
[JsonSerializable(typeof(PluginAnswer))]
internal sealed partial class PluginJson : JsonSerializerContext;
