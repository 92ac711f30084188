using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Whether each node has the images of the members that may come to it, so that none has to wait for one.</summary>
public sealed class ImageCheck(Func<CancellationToken, Task<IReadOnlyList<NodeStatus>>> nodes, Func<string, AgentClient> agentAt) : IClusterCheck
{
    public string Name => "Image";

    public string Target => "nodes";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        var asked = (await nodes(cancel).ConfigureAwait(false)).Where(n => n.Endpoint is not null && n.Memory.Bytes > 0);
        return [.. (await Task.WhenAll(asked.Select(n => AskAsync(n, cancel))).ConfigureAwait(false)).SelectMany(f => f)];
    }

    internal static IReadOnlyList<Finding> Look(string node, IReadOnlyList<AgentImage> images)
    {
        var missing = images.Where(i => !i.IsThere).ToList();
        var all = images.Count == 0 ? "No member may come to it." : $"It has the images of all members that may come to it: {images.Count}.";
        return missing.Count > 0 ? [.. missing.Select(i => OfMissing(node, i))] : [Finding.Passed(node, all)];
    }

    private static Finding OfMissing(string node, AgentImage image) => image.Reason.Length == 0
        ? Finding.Warning(node, $"It is getting image {image.Image}; a member that came now would wait for it.", "Look again in a while.")
        : Finding.Warning(node, $"It lacks image {image.Image}, and a member that came would wait for it. {image.Reason}",
            "See that the machine reaches the registry, has room and, where the registry asks for a login, root's 'docker login'. "
            + "The agent tries again by itself.");

    private async Task<IReadOnlyList<Finding>> AskAsync(NodeStatus node, CancellationToken cancel)
    {
        try
        {
            using var client = agentAt(node.Endpoint!);
            return Look(node.Name, await client.ListImagesAsync(cancel).ConfigureAwait(false));
        }
        catch (FireCampException e)
        {
            return [Finding.Warning(node.Name, $"Which images it has can't be told: {e.Message}", e.NextStep)];
        }
    }
}
