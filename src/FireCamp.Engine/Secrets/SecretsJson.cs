using System.Text.Json.Serialization;

namespace FireCamp.Engine.Secrets;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuthorityRecord))]
internal sealed partial class SecretsJson : JsonSerializerContext;
