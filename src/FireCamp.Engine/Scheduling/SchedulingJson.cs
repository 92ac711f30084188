using System.Text.Json.Serialization;

namespace FireCamp.Engine.Scheduling;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TaskMark))]
internal sealed partial class SchedulingJson : JsonSerializerContext;
