using System.Text;
using FireCamp.Engine;

namespace FireCamp.Lab;

/// <summary>What a cluster looks like when something went wrong in it.</summary>
public static class Evidence
{
    private const int LogLines = 25;
    private const int Records = 40;

    /// <summary>Nodes, members, unfinished operations, the latest events, processes and the ends of the agents' and the members' logs.</summary>
    public static async Task<string> OfAsync(LabCluster lab)
    {
        var text = new StringBuilder();
        await AddAsync(text, "members", cluster => cluster.ListMembersAsync(null, CancellationToken.None), lab,
            m => $"{m.Name} {m.Phase} {m.Role} on {m.Node} epoch {m.Epoch} pid {m.ProcessId} caught-up {m.CaughtUp}: {m.Reason}");
        await AddAsync(text, "nodes", cluster => cluster.ListNodesAsync(CancellationToken.None), lab,
            n => $"{n.Name} {n.Phase} pid {n.ProcessId}: {n.Reason}");
        await AddAsync(text, "operations", cluster => cluster.ListOperationsAsync(true, CancellationToken.None), lab,
            o => $"{o.Id} {o.Name} {o.Subject} {o.State} at {o.Step}: {o.Error?.Message} {string.Join("; ", o.Blockers)}");
        await AddAsync(text, "events", cluster => cluster.ListEventsAsync(null, null, CancellationToken.None), lab,
            e => $"{e.Time:HH:mm:ss.fff} {e.Actor} {e.Subject} {e.Action}: {e.Message}");
        text.AppendJoin('\n', ["== servers", .. lab.ServerProcesses().Select(p => $"{p}"), ""]);
        foreach (var log in lab.Logs())
        {
            text.AppendJoin('\n', [$"== {log}", .. File.ReadLines(log).TakeLast(LogLines), ""]);
        }

        return text.ToString();
    }

    private static async Task AddAsync<T>(
        StringBuilder text, string title, Func<ClusterEngine, Task<IReadOnlyList<T>>> read, LabCluster lab, Func<T, string> line)
    {
        text.AppendLine($"== {title}");
        try
        {
            text.AppendJoin('\n', [.. (await read(lab.Cluster)).TakeLast(Records).Select(line), ""]);
        }
        catch (Exception e)
        {
            text.AppendLine($"can't be read: {e.Message}");
        }
    }
}
