using System.Collections.Concurrent;

namespace FireCamp.Agent.Supervision;

/// <summary>The process groups that this agent has started and not yet seen to the end.</summary>
internal sealed class ChildTable
{
    private readonly ConcurrentDictionary<int, byte> groups = new();

    public void Add(int group) => groups[group] = 0;

    public void Remove(int group) => groups.TryRemove(group, out _);

    /// <summary>SIGKILL to every process of every group. Takes no lock that anything slow holds, and doesn't throw.</summary>
    public void KillAll()
    {
        foreach (var (group, _) in groups)
        {
            _ = Posix.Kill(-group, Posix.SigKill);
        }
    }
}
