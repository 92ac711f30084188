using Docker.DotNet.Models;
using DockerService = Docker.DotNet.Models.ServiceSpec;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>A member's Docker service as it was found.</summary>
internal sealed record SwarmFound(string Id, long Version, DockerService Spec)
{
    public string Name => Spec.Name ?? Id;

    public string Image => Spec.TaskTemplate?.ContainerSpec?.Image ?? "";

    public ulong ForceUpdate => Spec.TaskTemplate?.ForceUpdate ?? 0;

    public ulong? Replicas => Spec.Mode?.Replicated?.Replicas;

    public static SwarmFound Of(SwarmService service) => new(service.ID, (long)(service.Version?.Index ?? 0), service.Spec ?? new DockerService());

    public string? Label(string name) => Spec.Labels is { } labels && labels.TryGetValue(name, out var value) ? value : null;

    public DockerService WithoutReplicas()
    {
        Spec.Mode = new ServiceMode { Replicated = new ReplicatedService { Replicas = 0 } };
        return Spec;
    }
}
