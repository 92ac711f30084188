using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OperationPlan))]
[JsonSerializable(typeof(KeptService))]
public sealed partial class PlanningJson : JsonSerializerContext;
