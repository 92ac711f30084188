using System.Text.Json.Serialization;

namespace FireCamp.Agent.Containers;

/// <summary>How Docker writes what the agent reads.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(IReadOnlyList<ContainerSummary>))]
[JsonSerializable(typeof(ContainerDetail))]
[JsonSerializable(typeof(DockerSaid))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
internal sealed partial class DockerJson : JsonSerializerContext;
