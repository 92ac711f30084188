using System.Collections.Concurrent;

namespace FireCamp.Agent.Supervision;

/// <summary>What runs on the node for members and has not yet been seen to the end: process groups that this agent started, and containers.</summary>
internal sealed class ChildTable
{
    private readonly ConcurrentDictionary<int, byte> groups = new();
    private readonly ConcurrentDictionary<ForeignProcess, byte> containers = new();

    public void Add(int group) => groups[group] = 0;

    public void Remove(int group) => groups.TryRemove(group, out _);

    public void Add(ForeignProcess container) => containers[container] = 0;

    public void Remove(ForeignProcess container) => containers.TryRemove(container, out _);

    /// <summary>
    /// SIGKILL to every process of every group and to every container's first process, which ends the container. Takes no lock that
    /// anything slow holds, and doesn't throw.
    /// </summary>
    public void KillAll()
    {
        foreach (var (group, _) in groups)
        {
            _ = Posix.Kill(-group, Posix.SigKill);
        }

        foreach (var (container, _) in containers)
        {
            container.Kill();
        }
    }
}
