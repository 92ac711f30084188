using System.Text.Json.Serialization;

namespace FireCamp.Agent.Containers;

/// <summary>What Docker says went wrong.</summary>
/// <param name="Message">In an answer that refuses.</param>
/// <param name="Error">In one of the lines by which it tells of a pull.</param>
internal sealed record DockerSaid(
    [property: JsonPropertyName("message")] string? Message, [property: JsonPropertyName("error")] string? Error);
