using System.Text.Json.Serialization;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Operations;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OperationPlan))]
[JsonSerializable(typeof(DemoPlan))]
internal sealed partial class DemoJson : JsonSerializerContext;
