using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Whether the storage of volumes has room, can clone, and, where it is shared, is the same on every node.</summary>
/// <param name="nodes">Those that see it at the same path; null on storage of one machine.</param>
public sealed class StorageCheck(string folder, Func<CancellationToken, Task<IReadOnlyList<NodeStatus>>>? nodes, Func<string, AgentClient> agentAt)
    : IClusterCheck
{
    private static readonly ByteSize Little = new(1L << 30);

    public string Name => "Storage";

    public string Target => folder;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        var state = SharedStorageCheck.Look(folder);
        List<Finding> findings = [Room(state.Free)];
        if (nodes is null)
        {
            return findings;
        }

        if (!state.Clones)
        {
            findings.Add(Finding.Warning(
                folder, "It can't clone files (reflink): an old copy of a member that comes late writes where the new one reads.",
                "Use XFS with reflink=1 or Btrfs; see docs/failure-modes.md for what that leaves open."));
        }

        return [.. findings, .. await AskNodesAsync(await nodes(cancel).ConfigureAwait(false), cancel).ConfigureAwait(false)];
    }

    private Finding Room(ByteSize free) => free.Bytes < Little.Bytes
        ? Finding.Warning(folder, $"Only {Rounded(free.Bytes)} are free.", "Make room: a full disk stops members.")
        : Finding.Passed(folder, $"{Rounded(free.Bytes)} are free.");

    private static ByteSize Rounded(long bytes) => new(bytes >> 20 << 20);

    private async Task<IEnumerable<Finding>> AskNodesAsync(IReadOnlyList<NodeStatus> all, CancellationToken cancel)
    {
        var token = SharedStorageCheck.WriteToken(folder);
        try
        {
            var asked = all.Where(n => n.Endpoint is not null && n.Memory.Bytes > 0);
            return (await Task.WhenAll(asked.Select(n => AskAsync(n, token, cancel))).ConfigureAwait(false)).SelectMany(f => f);
        }
        finally
        {
            SharedStorageCheck.DeleteToken(folder, token);
        }
    }

    private async Task<IEnumerable<Finding>> AskAsync(NodeStatus node, string token, CancellationToken cancel)
    {
        try
        {
            using var client = agentAt(node.Endpoint!);
            var seen = await client.SeesStorageAsync(token, cancel).ConfigureAwait(false);
            return seen.Sees
                ? [Finding.Passed(node.Name, $"It sees the same storage as this machine, with {Rounded(seen.FreeBytes)} free.")]
                : [Finding.Failed(node.Name, "It sees another folder than this machine: what is written here isn't there.",
                    $"Mount the same storage at '{folder}' on both.")];
        }
        catch (FireCampException e)
        {
            return [Finding.Warning(node.Name, $"Whether it sees the same storage can't be told: {e.Message}", e.NextStep)];
        }
    }
}
