using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Containers;

/// <summary>A container that runs on this node, with hold of its first process and its namespaces.</summary>
internal sealed record FoundContainer(string Id, ForeignProcess First, ContainerInside Inside) : IDisposable
{
    /// <summary>What its processes find in their environment before the agent adds to it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Whether it has passed its gate already, by leave of the agent before.</summary>
    public bool IsLetGo { get; init; }

    public void Dispose()
    {
        Inside.Dispose();
        First.Dispose();
    }

    /// <summary>Takes hold of it; null when it has ended meanwhile.</summary>
    public static FoundContainer? Hold(ContainerDetail container)
    {
        if (container is not { State: { Running: true, Pid: > 0 and var pid } } || ForeignProcess.Find(pid) is not { } first)
        {
            return null;
        }

        try
        {
            // Looked at in this order: what was opened is the container's if its first process still runs afterwards.
            var inside = new ContainerInside(pid);
            if (!first.HasEnded && ContainerScan.IsMembers(pid))
            {
                return new FoundContainer(container.Id, first, inside) { Environment = ImageEnvironment.Read(container.Config?.Env ?? []) };
            }

            inside.Dispose();
            return null;
        }
        catch (FireCampException)
        {
            return null;
        }
    }
}
